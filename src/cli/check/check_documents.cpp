// The report for people, for programs and for CI.
#include <fmt/format.h>

#include <algorithm>

#include "cli/check/check_report.hpp"
#include "cli/check/junit.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

/// A group of so many lines is shown whole even in brief.
constexpr std::size_t kShortGroup = 3;
constexpr std::size_t kMaxOutputLines = 40;

std::string_view sign(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kPass:
      return "●";
    case CheckOutcome::kFail:
      return "✖";
    case CheckOutcome::kWarn:
      return "▲";
    case CheckOutcome::kSkip:
      return "○";
  }
  return "";
}

ui::Style style(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::kPass:
      return ui::Style::kGood;
    case CheckOutcome::kFail:
      return ui::Style::kBad;
    case CheckOutcome::kWarn:
      return ui::Style::kFallback;
    case CheckOutcome::kSkip:
      return ui::Style::kDim;
  }
  return ui::Style::kPlain;
}

std::string painted_sign(CheckOutcome outcome, const ui::Terminal& terminal) {
  return ui::paint(sign(outcome), style(outcome), terminal.color);
}

std::string counts(const CheckGroupResult& group) {
  std::string out;
  for (const auto outcome :
       {CheckOutcome::kPass, CheckOutcome::kFail, CheckOutcome::kWarn, CheckOutcome::kSkip}) {
    const auto number =
        std::count_if(group.results.begin(), group.results.end(),
                      [outcome](const auto& one) { return one.outcome == outcome; });
    if (number != 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", number, word(outcome));
  }
  return out;
}

bool is_shown(const CheckGroupResult& group, const CheckResult& one, CheckDetail detail) {
  return detail == CheckDetail::kFull || group.results.size() <= kShortGroup ||
         one.outcome != CheckOutcome::kPass;
}

/// "warn[DS1216]: "; nothing where it passed.
std::string verdict(const CheckResult& one) {
  if (one.outcome == CheckOutcome::kPass) return {};
  const std::string code = one.code.empty() ? "" : fmt::format("[{}]", one.code);
  return fmt::format("{}{}: ", word(one.outcome), code);
}

std::string result_lines(const CheckResult& one, CheckDetail detail, std::size_t names,
                         const ui::Terminal& terminal) {
  std::string line = fmt::format("  {} {}  {}", painted_sign(one.outcome, terminal),
                                 pad_right(terminal_safe(one.name), names), verdict(one));
  line += terminal_safe(one.text);
  if (!one.where.empty() && one.outcome != CheckOutcome::kPass) {
    line += "  (" + terminal_safe(one.where) + ")";
  }
  std::string out = line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  if (!one.fix.empty() && one.outcome != CheckOutcome::kPass) {
    out += "      fix: " + terminal_safe(one.fix) + "\n";
  }
  if (detail != CheckDetail::kFull) return out;
  const std::size_t shown = std::min(one.output.size(), kMaxOutputLines);
  for (std::size_t i = 0; i < shown; ++i) out += "      " + terminal_safe(one.output[i]) + "\n";
  if (shown < one.output.size()) {
    out += fmt::format("      … {} more lines\n", one.output.size() - shown);
  }
  return out;
}

Value as_value(const CheckResult& one) {
  Value entry = Value::object();
  entry.set("name", one.name);
  entry.set("outcome", word(one.outcome));
  if (!one.code.empty()) entry.set("code", one.code);
  entry.set("text", one.text);
  if (!one.output.empty()) entry.set("output", Value::strings(one.output));
  if (!one.where.empty()) entry.set("where", one.where);
  if (!one.fix.empty()) entry.set("fix", one.fix);
  entry.set("took_ms", std::int64_t{one.took.count()});
  return entry;
}

JunitCase as_case(const CheckResult& one) {
  JunitCase made;
  made.name = one.name;
  made.took = one.took;
  made.message = one.where.empty() ? one.text : one.where + ": " + one.text;
  if (one.outcome == CheckOutcome::kFail) made.result = JunitCase::Result::kFailed;
  if (one.outcome == CheckOutcome::kSkip) made.result = JunitCase::Result::kSkipped;
  if (one.outcome == CheckOutcome::kWarn) made.output = "warning: " + made.message;
  return made;
}

}  // namespace

std::string check_text(const CheckReport& report, CheckDetail detail,
                       const ui::Terminal& terminal) {
  std::size_t groups = 0;
  for (const auto& group : report.groups) groups = std::max(groups, display_width(group.name));
  std::string out;
  for (const auto& group : report.groups) {
    out += fmt::format("{} {}  {}  ({})\n", painted_sign(group.outcome(), terminal),
                       pad_right(group.name, groups), counts(group), format_duration(group.took));
    std::size_t names = 0;
    for (const auto& one : group.results) {
      if (is_shown(group, one, detail)) names = std::max(names, display_width(one.name));
    }
    for (const auto& one : group.results) {
      if (is_shown(group, one, detail)) out += result_lines(one, detail, names, terminal);
    }
  }
  return ui::in_charset(std::move(out), terminal.glyphs);
}

std::string check_summary(const CheckReport& report) {
  std::size_t all = 0;
  for (const auto& group : report.groups) all += group.results.size();
  std::string out = fmt::format("{} {}, {} {}: {} passed", report.groups.size(),
                                report.groups.size() == 1 ? "group" : "groups", all,
                                all == 1 ? "check" : "checks", report.count(CheckOutcome::kPass));
  if (const auto number = report.count(CheckOutcome::kFail)) {
    out += fmt::format(", {} failed", number);
  }
  if (const auto number = report.count(CheckOutcome::kWarn)) {
    out += fmt::format(", {} {}", number, number == 1 ? "warning" : "warnings");
  }
  if (const auto number = report.count(CheckOutcome::kSkip)) {
    out += fmt::format(", {} skipped", number);
  }
  return out + fmt::format(" ({})\n", format_duration(report.took));
}

Value check_json(const model::Stack& stack, const CheckReport& report) {
  Value document = Value::object();
  document.set("schema", "devstack.check/1");
  document.set("ok", report.ok());
  document.set("project", stack.project);
  document.set("profiles", Value::strings(stack.profiles));
  document.set("duration_ms", std::int64_t{report.took.count()});
  Value groups = Value::array();
  for (const auto& group : report.groups) {
    Value entry = Value::object();
    entry.set("name", group.name);
    entry.set("outcome", word(group.outcome()));
    entry.set("took_ms", std::int64_t{group.took.count()});
    Value results = Value::array();
    for (const auto& one : group.results) results.push_back(as_value(one));
    entry.set("results", std::move(results));
    groups.push_back(std::move(entry));
  }
  document.set("groups", std::move(groups));
  return document;
}

std::string check_junit(const model::Stack& stack, const CheckReport& report) {
  std::string out{kJunitHead};
  out += fmt::format("<testsuites name=\"{}\" time=\"{:.3f}\">\n", escape_xml(stack.project),
                     std::chrono::duration<double>(report.took).count());
  for (const auto& group : report.groups) {
    std::vector<JunitCase> cases;
    for (const auto& one : group.results) cases.push_back(as_case(one));
    out += junit_suite(group.name, stack.project + "." + group.name, cases, group.took, 2);
  }
  return out + "</testsuites>\n";
}

}  // namespace devstack::cli
