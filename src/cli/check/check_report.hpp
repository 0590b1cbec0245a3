// What `devstack check` found, as values, and as a table, JSON and JUnit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/diagnostic.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::cli {

/// Only kFail makes `check` fail.
enum class CheckOutcome { kPass, kFail, kWarn, kSkip };
/// "pass", "fail", "warn", "skip".
[[nodiscard]] std::string_view word(CheckOutcome outcome);

struct CheckResult {
  std::string name;  ///< "api to db:5432"
  CheckOutcome outcome = CheckOutcome::kPass;
  std::string text;                 ///< what was found, or why it was skipped; one line
  std::vector<std::string> output;  ///< further lines of what a command printed
  std::string where;                ///< "stack.yaml:31"; may be empty
  std::string fix;                  ///< what to do; may be empty
  std::string code;                 ///< "DS1216", of findings that have a page; may be empty
  Duration took{};
};

struct CheckGroupResult {
  std::string name;
  std::vector<CheckResult> results;
  Duration took{};

  /// The worst of its results: fail, then warn, then pass; skip where all were skipped.
  [[nodiscard]] CheckOutcome outcome() const;
};

struct CheckReport {
  std::vector<CheckGroupResult> groups;
  Duration took{};

  [[nodiscard]] bool ok() const;
  [[nodiscard]] std::size_t count(CheckOutcome outcome) const;
};

/// A result that is well.
[[nodiscard]] CheckResult passed(std::string name, std::string text);
/// A finding about files as a result: warnings warn, errors fail.
[[nodiscard]] CheckResult as_result(const Diagnostic& diagnostic);

/// How much of a group is shown on the screen.
enum class CheckDetail {
  kBrief,  ///< what did not pass; of long groups the rest is only counted
  kFull,   ///< every result, and what commands printed
};
[[nodiscard]] std::string check_text(const CheckReport& report, CheckDetail detail,
                                     const ui::Terminal& terminal);
/// "9 groups, 54 checks: 52 passed, 1 failed, 1 skipped (2.1s)"
[[nodiscard]] std::string check_summary(const CheckReport& report);
/// "schema": "devstack.check/1".
[[nodiscard]] Value check_json(const model::Stack& stack, const CheckReport& report);
/// One test suite for each group; warnings are passed tests with their text as output.
[[nodiscard]] std::string check_junit(const model::Stack& stack, const CheckReport& report);

}  // namespace devstack::cli
