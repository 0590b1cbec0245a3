// Levels, error words and members of log lines.
#include "cli/logs/log_filter.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(LogFilter, Levels) {
  const std::vector<std::pair<std::string_view, std::optional<LogLevel>>> table{
      {R"({"level":"warn","msg":"error"})", LogLevel::kWarn},
      {R"({"severity":"ERROR"})", LogLevel::kError},
      {R"({"level":60})", LogLevel::kFatal},
      {R"({"level":30,"msg":"x"})", LogLevel::kInfo},
      {R"({"msg":"error"})", std::nullopt},
      {"time=1 level=warning msg=\"an error\"", LogLevel::kWarn},
      {"2026-01-01 12:00:00 [ERROR] broken", LogLevel::kError},
      {"WARN slow", LogLevel::kWarn},
      {"terror and mirror", std::nullopt},
      {"all is well", std::nullopt},
  };
  for (const auto& [line, level] : table) EXPECT_EQ(level_of(line), level) << line;
}

TEST(LogFilter, PassesByLevelAndByWords) {
  LogFilter level;
  level.level = LogLevel::kWarn;
  EXPECT_TRUE(passes(level, "ERROR x"));
  EXPECT_TRUE(passes(level, "WARN x"));
  EXPECT_FALSE(passes(level, "INFO x"));
  EXPECT_FALSE(passes(level, "who knows"));
  LogFilter errors;
  errors.errors = true;
  EXPECT_TRUE(passes(errors, "request failed"));
  EXPECT_TRUE(passes(errors, R"({"level":50,"msg":"x"})"));
  EXPECT_FALSE(passes(errors, "fine"));
  EXPECT_TRUE(passes(LogFilter{}, "anything"));
}

TEST(LogFilter, MembersOfJsonLines) {
  LogFilter filter;
  filter.fields = {"user", "msg", "none"};
  EXPECT_EQ(shown_part(filter, R"({"msg":"hi","user":2})"), "2 hi");
  EXPECT_EQ(shown_part(filter, "plain"), "plain");
  EXPECT_EQ(shown_part({}, R"({"msg":"hi"})"), R"({"msg":"hi"})");
}

TEST(LogFilter, Ndjson) {
  EXPECT_EQ(ndjson_line("api", "plain"), "{\"service\":\"api\",\"line\":\"plain\"}\n");
  EXPECT_EQ(ndjson_line("api", "{\"a\":1}"),
            "{\"service\":\"api\",\"line\":\"{\\\"a\\\":1}\",\"json\":{\"a\":1}}\n");
}

}  // namespace
}  // namespace devstack::cli
