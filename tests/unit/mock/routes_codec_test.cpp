// Fixed answers from JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/config.hpp"
#include "mock/routes.hpp"

namespace devstack::mock {
namespace {

TEST(MockRoutes, BodyKeepsItsKind) {
  const auto routes = parse_routes(R"({
    "GET /json": {"body": {"a": 1}},
    "POST /text": {"status": 202, "body": "taken"},
    "GET /plain": {"workspace_id": "w1"},
    "DELETE /none": {"status": 204}})");
  ASSERT_EQ(routes.size(), 4U);
  EXPECT_EQ(routes.at("GET /json").body, R"({"a":1})");
  EXPECT_EQ(routes.at("GET /json").content_type, "application/json");
  EXPECT_EQ(routes.at("POST /text").body, "taken");
  EXPECT_EQ(routes.at("POST /text").status, 202);
  EXPECT_THAT(routes.at("POST /text").content_type, testing::StartsWith("text/plain"));
  EXPECT_EQ(routes.at("GET /plain").body, R"({"workspace_id":"w1"})");
  EXPECT_EQ(routes.at("DELETE /none").status, 204);
}

TEST(MockRoutes, RefusesWhatItCannotServe) {
  for (const char* text :
       {"", "[]", "{", R"({"/x": {}})", R"({"GET x": {}})", R"({"GET /x": {"status": 42}})",
        R"({"GET /x": {"status": "200"}})", R"({"GET /x": {"body": 1, "headers": {}}})"}) {
    EXPECT_THROW((void)parse_routes(text), ConfigError) << text;
  }
}

}  // namespace
}  // namespace devstack::mock
