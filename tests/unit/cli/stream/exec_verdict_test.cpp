// What a command's end and output make of a check.
#include "cli/stream/exec_verdict.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

struct Row {
  std::optional<int> code;
  std::string output, expected;
  CheckOutcome outcome;
  std::string text;
};

class ExecVerdict : public ::testing::TestWithParam<Row> {};

TEST_P(ExecVerdict, Judges) {
  CheckResult result;
  judge_output(result, {GetParam().code, GetParam().output}, GetParam().expected);
  EXPECT_EQ(result.outcome, GetParam().outcome) << result.text;
  EXPECT_EQ(result.text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExecVerdict,
    ::testing::Values(Row{0, "5\n", "5", CheckOutcome::kPass, "5"},
                      Row{0, "", "", CheckOutcome::kPass, ""},
                      Row{0, "4\n", "5", CheckOutcome::kFail, "printed \"4\", not \"5\""},
                      Row{2, "x\nno such table\n", "", CheckOutcome::kFail,
                          "exit code 2: no such table"},
                      Row{1, "SKIP: none\n", "", CheckOutcome::kFail, "exit code 1: SKIP: none"},
                      Row{std::nullopt, "", "", CheckOutcome::kFail, "did not end in time"},
                      Row{0, "SKIP: no vectors\n", "vector", CheckOutcome::kSkip, "no vectors"},
                      Row{0, "look: SKIP: no\n", "", CheckOutcome::kPass, "look: SKIP: no"},
                      Row{0, "a\r\nWARN: slow\r\n", "b", CheckOutcome::kWarn, "slow"}));

}  // namespace
}  // namespace devstack::cli
