// Outcomes of groups and reports.
#include "cli/check/check_report.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using Outcome = CheckOutcome;

CheckGroupResult group(const std::vector<Outcome>& outcomes) {
  CheckGroupResult made;
  for (const auto outcome : outcomes) {
    made.results.emplace_back();
    made.results.back().outcome = outcome;
  }
  return made;
}

TEST(CheckReport, TheWorstDecides) {
  EXPECT_EQ(group({Outcome::kPass, Outcome::kFail, Outcome::kWarn}).outcome(), Outcome::kFail);
  EXPECT_EQ(group({Outcome::kPass, Outcome::kWarn, Outcome::kSkip}).outcome(), Outcome::kWarn);
  EXPECT_EQ(group({Outcome::kSkip, Outcome::kPass}).outcome(), Outcome::kPass);
  EXPECT_EQ(group({Outcome::kSkip}).outcome(), Outcome::kSkip);
}

TEST(CheckReport, OnlyFailuresFail) {
  CheckReport report;
  report.groups = {group({Outcome::kWarn, Outcome::kSkip}), group({Outcome::kPass})};
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.count(Outcome::kWarn), 1U);
  report.groups.push_back(group({Outcome::kFail}));
  EXPECT_FALSE(report.ok());
}

TEST(CheckReport, FindingsOfFiles) {
  Diagnostic found;
  found.severity = Severity::kWarning;
  found.message = "odd";
  found.hint = "look";
  EXPECT_EQ(as_result(found).outcome, Outcome::kWarn);
  EXPECT_EQ(as_result(found).fix, "look");
  found.severity = Severity::kError;
  EXPECT_EQ(as_result(found).outcome, Outcome::kFail);
}

}  // namespace
}  // namespace devstack::cli
