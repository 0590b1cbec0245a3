// The report as text, JSON and JUnit.
#include <gtest/gtest.h>

#include "cli/check/check_report.hpp"

namespace devstack::cli {
namespace {

CheckResult result(const std::string& name, CheckOutcome outcome, const std::string& text) {
  CheckResult made;
  made.name = name;
  made.outcome = outcome;
  made.text = text;
  return made;
}

CheckReport report() {
  CheckReport made;
  CheckGroupResult edges;
  edges.name = "connectivity";
  edges.took = Duration{12};
  edges.results = {result("api to db:5432", CheckOutcome::kPass, "3ms"),
                   result("api to redis:6379", CheckOutcome::kFail, "refused"),
                   result("web to api:80", CheckOutcome::kPass, "1ms"),
                   result("web to db:5432", CheckOutcome::kSkip, "db is a mock")};
  edges.results[1].where = "stack.yaml:7";
  edges.results[1].fix = "devstack up redis";
  CheckGroupResult words;
  words.name = "data";
  words.results = {result("rows", CheckOutcome::kWarn, "only 3")};
  words.results[0].output = {"a", "b"};
  words.results[0].code = "DS1216";
  made.groups = {edges, words};
  made.took = Duration{40};
  return made;
}

TEST(CheckDocuments, BriefShowsWhatDidNotPass) {
  EXPECT_EQ(check_text(report(), CheckDetail::kBrief, ui::Terminal{}),
            "✖ connectivity  2 pass, 1 fail, 1 skip  (12ms)\n"
            "  ✖ api to redis:6379  fail: refused  (stack.yaml:7)\n"
            "      fix: devstack up redis\n"
            "  ○ web to db:5432     skip: db is a mock\n"
            "▲ data          1 warn  (0ms)\n"
            "  ▲ rows  warn[DS1216]: only 3\n");
}

TEST(CheckDocuments, FullShowsEverything) {
  const auto text = check_text(report(), CheckDetail::kFull, ui::Terminal{});
  EXPECT_NE(text.find("  ● api to db:5432     3ms\n"), std::string::npos) << text;
  EXPECT_NE(text.find("      a\n      b\n"), std::string::npos) << text;
}

TEST(CheckDocuments, Summary) {
  EXPECT_EQ(check_summary(report()),
            "2 groups, 5 checks: 2 passed, 1 failed, 1 warning, 1 skipped (40ms)\n");
}

TEST(CheckDocuments, Json) {
  model::Stack stack;
  stack.project = "shop";
  const auto json = check_json(stack, report());
  EXPECT_EQ(json["schema"].as_string(), "devstack.check/1");
  EXPECT_FALSE(json["ok"].as_bool(true));
  const auto& failed = json["groups"].items()[0]["results"].items()[1];
  EXPECT_EQ(failed["outcome"].as_string(), "fail");
  EXPECT_EQ(failed["where"].as_string(), "stack.yaml:7");
  EXPECT_TRUE(failed["code"].is_null());
  EXPECT_EQ(json["groups"].items()[1]["results"].items()[0]["code"].as_string(), "DS1216");
}

TEST(CheckDocuments, JUnit) {
  model::Stack stack;
  stack.project = "shop";
  const auto xml = check_junit(stack, report());
  EXPECT_NE(xml.find("  <testsuite name=\"connectivity\" tests=\"4\" failures=\"1\" skipped=\"1\""),
            std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<failure message=\"stack.yaml:7: refused\"/>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("<system-out>warning: only 3</system-out>"), std::string::npos) << xml;
}

}  // namespace
}  // namespace devstack::cli
