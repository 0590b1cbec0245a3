#include "engine/base64.hpp"
#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

/// Gives "one" and "two", then the end.
struct Pieces {
  std::vector<std::string> left{"one", "two"};
  static Task<std::string> next(Pieces& self) {
    std::string piece;
    if (!self.left.empty()) {
      piece = self.left.front();
      self.left.erase(self.left.begin());
    }
    co_return piece;
  }
};

class Build : public ClientTest {
 protected:
  Client::BuildRequest request() {
    Client::BuildRequest build;
    build.context_tar = [this] { return Pieces::next(pieces); };
    return build;
  }
  Pieces pieces;
  static constexpr const char* kPlain = "POST /build?dockerfile=Dockerfile&rm=1&forcerm=1&t=x%3A1";
  Client::BuildRequest plain() {
    Client::BuildRequest build = request();
    build.dockerfile = "Dockerfile";
    build.tags = {"x:1"};
    return build;
  }
};

TEST_F(Build, SendsTheContextAndReportsTheOutput) {
  replies[kPlain] = {200, R"({"stream":"Step 1/1 : FROM y\n"}{"aux":{"ID":"sha256:i"}})"};
  std::vector<std::string> lines;
  const auto sink = [&lines](const ProgressMessage& m) { lines.push_back(m.status); };
  EXPECT_EQ(run(client.build_image(plain(), sink)), std::nullopt);
  EXPECT_EQ(lines.at(0), "Step 1/1 : FROM y\n");
  EXPECT_EQ(transport.uploads, std::vector<std::string>{"onetwo"});
  EXPECT_EQ(last_header("Content-Type"), "application/x-tar");
  EXPECT_EQ(last_header("X-Registry-Config"), "");
  EXPECT_EQ(transport.requests.back().head_timeout, Timeouts{}.build_silence);
  EXPECT_EQ(transport.requests.back().idle_timeout, Timeouts{}.build_silence);
}

TEST_F(Build, SendsEveryOption) {
  transport.answer = [](const io::HttpRequest&, const std::string&) { return fakes::Reply{200}; };
  Client::BuildRequest build = request();
  build.dockerfile = "docker/Dockerfile";
  build.tags = {"a:1", "b:2"};
  build.args = {{"A", "1"}};
  build.labels = {{"l", "v"}};
  build.target = "prod";
  build.network = "host";
  build.platform = "linux/amd64";
  build.cache_from = {"c:1"};
  build.extra_hosts = {"h:10.0.0.1"};
  build.shm_size = 1024;
  build.memory_bytes = 2048;
  build.isolation = "default";
  build.ulimits = Value::array();
  build.no_cache = true;
  build.pull = true;
  Value config;
  config.set("ghcr.io", Value::object());
  build.registry_config = config;
  run(client.build_image(std::move(build), {}));
  EXPECT_EQ(transport.seen.at(0),
            "POST /build?dockerfile=docker%2FDockerfile&buildargs=%7B%22A%22%3A%221%22%7D"
            "&labels=%7B%22l%22%3A%22v%22%7D&target=prod&networkmode=host&platform=linux%2Famd64"
            "&isolation=default&cachefrom=%5B%22c%3A1%22%5D&ulimits=%5B%5D&shmsize=1024&memory="
            "2048&nocache=1&pull=1&rm=1&forcerm=1"
            "&t=a%3A1&t=b%3A2&extrahosts=h%3A10.0.0.1");
  EXPECT_EQ(base64_decode(last_header("X-Registry-Config")), R"({"ghcr.io":{}})");
}

TEST_F(Build, TheEngineFetchesARemoteContext) {
  replies["POST /build?remote=https%3A%2F%2Fx%2Fy.git&rm=1&forcerm=1"] = {200, "{}"};
  Client::BuildRequest build;
  build.remote = "https://x/y.git";
  EXPECT_EQ(run(client.build_image(std::move(build), {})), std::nullopt);
  EXPECT_EQ(last_header("Content-Type"), "");
}

TEST_F(Build, GivesTheErrorOfAFailedBuild) {
  replies[kPlain] = {200, R"({"stream":"x"}{"errorDetail":{"message":"returned a code: 1"}})"};
  EXPECT_EQ(run(client.build_image(plain(), {})), "returned a code: 1");
  replies[kPlain] = {400, R"({"message":"dockerfile parse error"})"};
  EXPECT_EQ(run(client.build_image(plain(), {})), "dockerfile parse error");
}

TEST_F(Build, FailsWhenTheEngineGoesAway) {
  replies[kPlain].body_error = hang_up();
  EXPECT_EQ(engine_error(client.build_image(plain(), {})).status(), 0);
  replies[kPlain].error = io::TransportError(io::TransportFailure::kRefused, "refused", false);
  EXPECT_THROW(run(client.build_image(plain(), {})), EngineUnavailable);
}

}  // namespace
}  // namespace devstack::engine
