// What DEVSTACK_MOCK_* says, and what is refused with which words.
#include "mock/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>

namespace devstack::mock {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

Config read(const Variables& variables) {
  return read_config([&](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

std::string refusal(const Variables& variables) {
  try {
    (void)read(variables);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(MockConfig, TakesEveryVariable) {
  const Config config = read({{"DEVSTACK_MOCK_NAME", "llm"},
                              {"DEVSTACK_MOCK_HTTP", "8009"},
                              {"DEVSTACK_MOCK_TCP", "7000, 7001"},
                              {"DEVSTACK_MOCK_API", "openai"},
                              {"DEVSTACK_MOCK_MODEL", "qwen2.5-7b"},
                              {"DEVSTACK_MOCK_DIMENSION", "1024"},
                              {"DEVSTACK_MOCK_CHAT", R"({"content": "fixed"})"},
                              {"DEVSTACK_MOCK_LOG", "queue a\n\n queue b\n"},
                              {"DEVSTACK_MOCK_NEEDS", "db:5432"},
                              {"DEVSTACK_MOCK_ROUTES", R"({"GET /x": {"status": 201}})"}});
  EXPECT_EQ(config.name, "llm");
  EXPECT_EQ(config.http_port, 8009);
  EXPECT_THAT(config.tcp_ports, testing::ElementsAre(7000, 7001));
  EXPECT_EQ(config.api, Api::kOpenAi);
  EXPECT_EQ(config.model, "qwen2.5-7b");
  EXPECT_EQ(config.dimension, 1024U);
  ASSERT_TRUE(config.chat);
  EXPECT_EQ(config.chat->content, "fixed");
  EXPECT_THAT(config.log_lines, testing::ElementsAre("queue a", "queue b"));
  ASSERT_EQ(config.needs.size(), 1U);
  EXPECT_EQ(config.routes.at("GET /x").status, 201);
}

TEST(MockConfig, NeedsAreHostsAndPortsWithAnOptionalName) {
  struct Case {
    const char* text;
    const char* name;
    const char* host;
    const char* port;
  };
  for (const auto& c :
       {Case{"db:5432", "db", "db", "5432"}, Case{"cache=redis:6379", "cache", "redis", "6379"},
        Case{" db : 1 ", "db ", "db ", ""}, Case{"v6=[::1]:80", "v6", "::1", "80"}}) {
    if (*c.port == '\0') {
      EXPECT_THROW((void)parse_needs(c.text), ConfigError) << c.text;
      continue;
    }
    const auto needs = parse_needs(c.text);
    ASSERT_EQ(needs.size(), 1U) << c.text;
    EXPECT_EQ(needs[0].name, c.name);
    EXPECT_EQ(needs[0].host, c.host);
    EXPECT_EQ(needs[0].port, c.port);
  }
  EXPECT_EQ(parse_needs("a:1,,b:2,").size(), 2U);
}

TEST(MockConfig, RefusalsNameTheVariableAndItsValue) {
  struct Case {
    Variables variables;
    const char* message;
  };
  const std::vector<Case> cases = {
      {{}, "nothing to serve"},
      {{{"DEVSTACK_MOCK_HTTP", "http"}}, "DEVSTACK_MOCK_HTTP is \"http\""},
      {{{"DEVSTACK_MOCK_HTTP", "0"}}, "a number from 1 to 65535"},
      {{{"DEVSTACK_MOCK_HTTP", "65536"}}, "DEVSTACK_MOCK_HTTP is \"65536\""},
      {{{"DEVSTACK_MOCK_TCP", "1,x"}}, "DEVSTACK_MOCK_TCP is \"x\""},
      {{{"DEVSTACK_MOCK_HTTP", "1"}, {"DEVSTACK_MOCK_API", "grpc"}}, "\"grpc\""},
      {{{"DEVSTACK_MOCK_HTTP", "1"}, {"DEVSTACK_MOCK_NEEDS", "db"}}, "HOST:PORT"},
      {{{"DEVSTACK_MOCK_HTTP", "1"}, {"DEVSTACK_MOCK_DIMENSION", "-1"}}, "DIMENSION"},
      {{{"DEVSTACK_MOCK_HTTP", "1"}, {"DEVSTACK_MOCK_CHAT", "hello"}}, "DEVSTACK_MOCK_CHAT"},
      {{{"DEVSTACK_MOCK_HTTP", "1"}, {"DEVSTACK_MOCK_ROUTES", "@/nowhere/x"}}, "/nowhere/x"},
  };
  for (const auto& c : cases) EXPECT_THAT(refusal(c.variables), testing::HasSubstr(c.message));
}

TEST(MockConfig, AnEmptyVariableIsNotSet) {
  const Config config =
      read({{"DEVSTACK_MOCK_HTTP", "80"}, {"DEVSTACK_MOCK_API", ""}, {"DEVSTACK_MOCK_NAME", ""}});
  EXPECT_EQ(config.api, Api::kNone);
  EXPECT_EQ(config.name, "mock");
}

TEST(MockConfig, RoutesMayStandInAFile) {
  const std::string path = testing::TempDir() + "mock_routes.json";
  std::ofstream(path) << R"({"GET /from-file": {"body": [1]}})";
  const Config config = read({{"DEVSTACK_MOCK_HTTP", "80"}, {"DEVSTACK_MOCK_ROUTES", "@" + path}});
  EXPECT_EQ(config.routes.at("GET /from-file").body, "[1]");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace devstack::mock
