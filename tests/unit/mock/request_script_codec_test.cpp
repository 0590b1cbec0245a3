// Scripts of requests against a real server of the mock's own.
#include "mock/request_script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp

#include <fstream>
#include <sstream>

#include "mock/http_server.hpp"
#include "mock/routes.hpp"

namespace devstack::mock {
namespace {

using testing::HasSubstr;

class MockScript : public testing::Test {
 protected:
  MockScript() : service_(config(), Log("server", log_)), server_(service_, 0) {
    std::string folder = testing::TempDir() + "mock_script.XXXXXX";
    folder_ = mkdtemp(folder.data());
  }
  ~MockScript() override { std::filesystem::remove_all(folder_); }

  static Config config() {
    Config config;
    config.routes = parse_routes(R"({
      "GET /papers": {"body": {"id": "p1", "count": 12, "names": ["a", "b"]}},
      "POST /papers/p1/add": {"status": 201, "body": {}},
      "GET /missing": {"status": 404, "body": {"error": "no such collection"}}})");
    return config;
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }

  ScriptResult run(const std::string& requests) {
    write("script.json", R"({"server": "http://127.0.0.1:${PORT}", "requests": )" + requests + "}");
    const Lookup environment = [this](std::string_view name) {
      return name == "PORT" ? std::optional(std::to_string(server_.port())) : std::nullopt;
    };
    return run_script(folder_ / "script.json", environment, out_);
  }

  std::ostringstream log_;
  std::ostringstream out_;
  Service service_;
  HttpServer server_;
  std::filesystem::path folder_;
};

TEST_F(MockScript, AKeptValueGoesIntoLaterPaths) {
  EXPECT_EQ(run(R"([
    {"say": "papers are there", "send": "GET /papers", "keep": {"id": "/id"},
     "expect": {"status": 200, "json": {"/names/1": "b"}, "at_least": {"/count": 12},
                "contains": "p1"}},
    {"send": "POST /papers/{id}/add", "body": {"ids": ["x"]}, "expect": {"status": 201}}])"),
            ScriptResult::kDone);
  EXPECT_EQ(out_.str(), "ok      papers are there\nok      POST /papers/{id}/add\n");
}

TEST_F(MockScript, TheFirstAnswerThatIsNotAsExpectedEndsIt) {
  struct Case {
    const char* requests;
    const char* says;
  };
  for (const auto& c :
       {Case{R"([{"say": "all", "send": "GET /missing"}])",
             "FAILED  all: the status should be 2xx\n        answer: 404 {\"error\":\"no such"},
        Case{R"([{"send": "GET /papers", "expect": {"status": 201}}])", "should be 201"},
        Case{R"([{"send": "GET /papers", "expect": {"at_least": {"/count": 13}}}])",
             "expected at least 13"},
        Case{R"([{"send": "GET /papers", "expect": {"at_least": {"/nothing": 1}}}])",
             "expected at least 1"},
        Case{R"([{"send": "GET /papers", "expect": {"json": {"/id": "p2"}}}])",
             "/id should be \"p2\""},
        Case{R"([{"send": "GET /papers", "expect": {"contains": "p2"}}])", "\"p2\" is not in"},
        Case{R"([{"send": "GET /papers", "keep": {"x": "/nothing"}}])", "has no /nothing"},
        Case{R"([{"send": "GET /missing"}, {"send": "GET /papers"}])", "GET /missing: "}}) {
    out_.str("");
    EXPECT_EQ(run(c.requests), ScriptResult::kFailed) << c.requests;
    EXPECT_THAT(out_.str(), HasSubstr(c.says));
    EXPECT_THAT(out_.str(), testing::Not(HasSubstr("ok ")));
  }
}

TEST_F(MockScript, ABodyMayStandInAFileAndGoInBatches) {
  write("body.json", R"({"ids": [1, 2, 3], "documents": ["a", "b", "c"]})");
  EXPECT_EQ(run(R"([{"send": "POST /papers/p1/add", "body": "@body.json", "batch": "2"}])"),
            ScriptResult::kDone);
  EXPECT_EQ(out_.str(), "ok      POST /papers/p1/add\nok      POST /papers/p1/add\n");
}

TEST_F(MockScript, AScriptThatIsWrongIsNoFailureOfTheServer) {
  for (const char* requests :
       {R"([{"send": "papers"}])", R"([{"send": "POST /papers", "body": "@nowhere"}])",
        R"([{"send": "GET /papers", "expect": {"json": {"id": 1}}}])", "[",
        R"([{"send": "POST /x", "body": {"a": [1]}, "batch": 0}])"}) {
    EXPECT_THROW((void)run(requests), ScriptError) << requests;
  }
  write("no-server.json", R"({"server": "chroma:8000"})");
  const Lookup nothing = [](std::string_view) { return std::optional<std::string>(); };
  EXPECT_THROW((void)run_script(folder_ / "no-server.json", nothing, out_), ScriptError);
}

TEST_F(MockScript, AServerThatIsNotThereIsSaid) {
  write("script.json", R"({"server": "http://127.0.0.1:1", "requests": [{"send": "GET /"}]})");
  const Lookup nothing = [](std::string_view) { return std::optional<std::string>(); };
  EXPECT_EQ(run_script(folder_ / "script.json", nothing, out_), ScriptResult::kFailed);
  EXPECT_THAT(out_.str(), HasSubstr("FAILED  GET /: Connection refused"));
}

}  // namespace
}  // namespace devstack::mock
