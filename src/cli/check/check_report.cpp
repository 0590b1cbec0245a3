#include "cli/check/check_report.hpp"

#include <algorithm>

namespace devstack::cli {

std::string_view word(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kPass:
      return "pass";
    case CheckOutcome::kFail:
      return "fail";
    case CheckOutcome::kWarn:
      return "warn";
    case CheckOutcome::kSkip:
      return "skip";
  }
  return "";
}

CheckOutcome CheckGroupResult::outcome() const {
  for (const auto worst : {CheckOutcome::kFail, CheckOutcome::kWarn, CheckOutcome::kPass}) {
    const bool found = std::any_of(results.begin(), results.end(),
                                   [worst](const auto& one) { return one.outcome == worst; });
    if (found) return worst;
  }
  return CheckOutcome::kSkip;
}

bool CheckReport::ok() const { return count(CheckOutcome::kFail) == 0; }

std::size_t CheckReport::count(CheckOutcome outcome) const {
  std::size_t sum = 0;
  for (const auto& group : groups) {
    sum += static_cast<std::size_t>(
        std::count_if(group.results.begin(), group.results.end(),
                      [outcome](const auto& one) { return one.outcome == outcome; }));
  }
  return sum;
}

CheckResult passed(std::string name, std::string text) {
  CheckResult result;
  result.name = std::move(name);
  result.text = std::move(text);
  return result;
}

CheckResult as_result(const Diagnostic& diagnostic) {
  CheckResult result;
  result.code = diagnostic.code;
  result.outcome =
      diagnostic.severity == Severity::kError ? CheckOutcome::kFail : CheckOutcome::kWarn;
  result.text = diagnostic.message;
  result.where = diagnostic.where.to_string();
  result.fix = diagnostic.hint;
  return result;
}

}  // namespace devstack::cli
