// Fixed answers from JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "mock/config.hpp"
#include "mock/routes.hpp"

namespace devstack::mock {
namespace {

TEST(MockRoutes, BodyKeepsItsKind) {
  const auto routes = parse_routes(R"({
    "GET /json": {"body": {"a": 1}},
    "POST /text": {"status": 202, "body": "taken"},
    "GET /plain": {"workspace_id": "w1"},
    "GET /page": {"type": "text/html", "body": "<p>"},
    "DELETE /none": {"status": 204}})");
  ASSERT_EQ(routes.size(), 5U);
  EXPECT_EQ(routes.at("GET /page").content_type, "text/html");
  EXPECT_EQ(routes.at("GET /json").body, R"({"a":1})");
  EXPECT_EQ(routes.at("GET /json").content_type, "application/json");
  EXPECT_EQ(routes.at("POST /text").body, "taken");
  EXPECT_EQ(routes.at("POST /text").status, 202);
  EXPECT_THAT(routes.at("POST /text").content_type, testing::StartsWith("text/plain"));
  EXPECT_EQ(routes.at("GET /plain").body, R"({"workspace_id":"w1"})");
  EXPECT_EQ(routes.at("DELETE /none").status, 204);
}

TEST(MockRoutes, ServesAPartOfAFile) {
  const auto path = std::filesystem::path(testing::TempDir()) / "routes_codec_test.json";
  std::ofstream(path) << R"({"methods": [{"id": 1}], "other": 2})";
  const auto parse = [&](const std::string& rest) {
    return parse_routes(R"({"GET /x": {"file": ")" + path.string() + "\"" + rest + "}}")
        .at("GET /x");
  };
  EXPECT_EQ(parse(R"(, "pointer": "/methods")").body, R"([{"id":1}])");
  EXPECT_EQ(parse("").body, R"({"methods":[{"id":1}],"other":2})");
  EXPECT_EQ(parse("").content_type, "application/json");
  EXPECT_THROW((void)parse(R"(, "pointer": "/absent")"), ConfigError);
  EXPECT_THROW((void)parse(R"(, "pointer": 1)"), ConfigError);
  EXPECT_THROW((void)parse_routes(R"({"GET /x": {"file": "/absent.json"}})"), ConfigError);
  std::filesystem::remove(path);
}

TEST(MockRoutes, RefusesWhatItCannotServe) {
  for (const char* text :
       {"", "[]", "{", R"({"/x": {}})", R"({"GET x": {}})", R"({"GET /x": {"status": 42}})",
        R"({"GET /x": {"status": "200"}})", R"({"GET /x": {"body": 1, "type": 2}})",
        R"({"GET /x": {"body": 1, "headers": {}}})"}) {
    EXPECT_THROW((void)parse_routes(text), ConfigError) << text;
  }
}

}  // namespace
}  // namespace devstack::mock
