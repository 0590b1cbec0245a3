#include "engine/base64.hpp"
#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Images : public ClientTest {
 protected:
  static constexpr const char* kPull =
      "POST /images/create?fromImage=docker.io%2Flibrary%2Fredis&tag=7";
  std::optional<std::string> pull(const std::string& reference, const std::string& platform = "",
                                  std::optional<RegistryAuth> auth = {}) {
    return run(client.pull_image(reference, platform, std::move(auth), {}));
  }
};

TEST_F(Images, InspectsOrKnowsThatThereIsNone) {
  replies["GET /images/redis%3A7/json"] = {200, R"({"Id":"sha256:i"})"};
  replies["GET /images/gone/json"] = {404, R"({"message":"No such image"})"};
  EXPECT_EQ(run(client.inspect_image("redis:7"))->id, "sha256:i");
  EXPECT_EQ(run(client.inspect_image("gone")), std::nullopt);
}

TEST_F(Images, PullsOneTagAndReportsProgress) {
  replies[kPull] = {200, R"({"status":"Downloading","id":"l","progressDetail":{"current":1}})"};
  std::vector<std::string> phases;
  const auto sink = [&phases](const ProgressMessage& m) { phases.push_back(m.status); };
  EXPECT_EQ(run(client.pull_image("redis:7", "", std::nullopt, sink)), std::nullopt);
  EXPECT_EQ(phases, std::vector<std::string>{"Downloading"});
  EXPECT_EQ(transport.requests.back().head_timeout, Timeouts{}.pull_silence);
  EXPECT_EQ(transport.requests.back().idle_timeout, Timeouts{}.pull_silence);
  EXPECT_EQ(last_header("X-Registry-Auth"), "");
}

TEST_F(Images, PullsByDigestForAPlatformWithCredentials) {
  const std::string digest = "sha256:" + std::string(64, 'a');
  replies["POST /images/create?fromImage=ghcr.io%2Fo%2Fapp&tag=sha256%3A" + std::string(64, 'a') +
          "&platform=linux%2Farm64"] = {200};
  const RegistryAuth auth{"me", "pw", "ghcr.io", ""};
  EXPECT_EQ(pull("ghcr.io/o/app@" + digest, "linux/arm64", auth), std::nullopt);
  EXPECT_EQ(last_header("X-Registry-Auth"), auth.header_value());
}

TEST_F(Images, NeverPullsEveryTag) {
  replies["POST /images/create?fromImage=docker.io%2Flibrary%2Fredis&tag=latest"] = {200};
  EXPECT_EQ(pull("redis"), std::nullopt);
}

TEST_F(Images, GivesTheReasonOfAFailedPull) {
  replies[kPull] = {404, R"({"message":"pull access denied"})"};
  EXPECT_EQ(pull("redis:7"), "pull access denied");
  replies[kPull] = {200, R"({"status":"x"}{"errorDetail":{"message":"no space"}})"};
  EXPECT_EQ(pull("redis:7"), "no space");
  replies[kPull] = {200, "{}"};
  replies[kPull].body_error = hang_up();
  EXPECT_EQ(pull("redis:7"), "the pull broke off: the peer hung up");
  EXPECT_EQ(pull("Not/Valid"), "\"Not/Valid\" is not a valid image name");
}

TEST_F(Images, DoesNotTakeAMissingEngineForAMissingImage) {
  replies[kPull].error = io::TransportError(io::TransportFailure::kRefused, "refused", false);
  EXPECT_THROW(pull("redis:7"), EngineUnavailable);
  replies[kPull].error = hang_up();
  EXPECT_EQ(engine_error(client.pull_image("redis:7", "", {}, {})).status(), 0);
}

TEST_F(Images, PushesOneTag) {
  const char* push = "POST /images/ghcr.io/o/app/push?tag=7";
  replies[push] = {200, R"({"status":"Pushing","id":"l","progressDetail":{"current":1}})"};
  const RegistryAuth auth{"me", "pw", "ghcr.io", ""};
  EXPECT_EQ(run(client.push_image("ghcr.io/o/app:7", auth, {})), std::nullopt);
  EXPECT_EQ(last_header("X-Registry-Auth"), auth.header_value());
  replies[push] = {200, R"({"errorDetail":{"message":"denied"}})"};
  EXPECT_EQ(run(client.push_image("ghcr.io/o/app:7", std::nullopt, {})), "denied");
  EXPECT_NE(last_header("X-Registry-Auth"), "") << "engines want the header";
  replies[push] = {404, R"({"message":"An image does not exist locally"})"};
  EXPECT_EQ(run(client.push_image("ghcr.io/o/app:7", std::nullopt, {})),
            "An image does not exist locally");
  EXPECT_NE(run(client.push_image("Not/Valid", std::nullopt, {})), std::nullopt);
}

TEST_F(Images, Tags) {
  replies["POST /images/sha256%3Ai/tag?repo=devstack%2Fx&tag=1"] = {201};
  run(client.tag_image("sha256:i", "devstack/x:1"));
  replies["POST /images/i/tag?repo=ghcr.io%2Fo%2Fx&tag=latest"] = {201};
  run(client.tag_image("i", "ghcr.io/o/x"));
  replies["POST /images/gone/tag?repo=library%2Fx&tag=1"] = {404, R"({"message":"No such image"})"};
  EXPECT_EQ(engine_error(client.tag_image("gone", "x:1")).status(), 404);
}

TEST_F(Images, ImportsARootFileSystem) {
  const std::string target =
      "POST /images/create?fromSrc=-&repo=devstack%2Ftest%2Fx&tag=1&changes=CMD%20%5B%22sh%22%5D";
  replies[target] = {200, R"({"status":"sha256:i"})"};
  run(client.import_image("devstack/test/x:1", "tar bytes", {"CMD [\"sh\"]"}));
  EXPECT_EQ(last_body(), "tar bytes");
  EXPECT_EQ(last_header("Content-Type"), "application/x-tar");
  replies[target] = {200, R"({"error":"unexpected EOF"})"};
  EXPECT_EQ(engine_error(client.import_image("devstack/test/x:1", "t", {"CMD [\"sh\"]"}))
                .daemon_message(),
            "unexpected EOF");
  replies[target] = {200};
  replies[target].body_error = hang_up();
  EXPECT_EQ(engine_error(client.import_image("devstack/test/x:1", "t", {"CMD [\"sh\"]"})).status(),
            0);
}

TEST_F(Images, Loads) {
  replies["POST /images/load?quiet=1"] = {200, R"({"stream":"Loaded image: x"})"};
  run(client.load_image("tar bytes"));
  EXPECT_EQ(last_body(), "tar bytes");
  replies["POST /images/load?quiet=1"] = {200, R"({"errorDetail":{"message":"bad tar"}})"};
  EXPECT_EQ(engine_error(client.load_image("t")).daemon_message(), "bad tar");
}

TEST_F(Images, Removes) {
  replies["DELETE /images/x%3A1"] = {200, R"([{"Untagged":"x:1"}])"};
  EXPECT_EQ(run(client.remove_image("x:1")), RemoveResult::kRemoved);
  replies["DELETE /images/x%3A1"] = {404};
  EXPECT_EQ(run(client.remove_image("x:1")), RemoveResult::kNotFound);
  replies["DELETE /images/x%3A1"] = {409, R"({"message":"image is in use"})"};
  EXPECT_EQ(engine_error(client.remove_image("x:1")).daemon_message(), "image is in use");
}

}  // namespace
}  // namespace devstack::engine
