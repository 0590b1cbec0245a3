#include "cli/stream/exec_verdict.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <vector>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kLongestText = 160;

std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (auto line : split(output, '\n')) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

std::optional<std::string> after_word(const std::vector<std::string>& lines,
                                      std::string_view word) {
  for (const auto& line : lines) {
    if (line.starts_with(word)) return std::string(trim(line.substr(word.size())));
  }
  return std::nullopt;
}

std::string short_text(const std::string& text) { return truncate_to_width(text, kLongestText); }

}  // namespace

void judge_output(CheckResult& result, const engine::ExecResult& finished,
                  const std::string& expected) {
  const auto lines = lines_of(finished.output);
  const std::string last = lines.empty() ? "no output" : short_text(lines.back());
  if (lines.size() > 1) result.output = lines;
  if (!finished.exit_code) {
    result.outcome = CheckOutcome::kFail;
    result.text = "did not end in time";
    return;
  }
  if (*finished.exit_code != 0) {
    result.outcome = CheckOutcome::kFail;
    result.text = fmt::format("exit code {}: {}", *finished.exit_code, last);
    return;
  }
  if (const auto reason = after_word(lines, "SKIP:")) {
    result.outcome = CheckOutcome::kSkip;
    result.text = *reason;
    return;
  }
  const bool as_expected = finished.output.find(expected) != std::string::npos;
  if (!as_expected) {
    result.outcome = CheckOutcome::kFail;
    result.text = fmt::format("printed \"{}\", not \"{}\"", last, short_text(expected));
  }
  if (const auto reason = after_word(lines, "WARN:")) {
    result.outcome = CheckOutcome::kWarn;
    result.text = *reason;
  } else if (as_expected) {
    result.outcome = CheckOutcome::kPass;
    result.text = lines.empty() ? "" : short_text(lines.front());
  }
}

}  // namespace devstack::cli
