// A failure as text: title, labelled evidence with its place in a file at the right, next steps.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/renderer.hpp"
#include "ui/styled_line.hpp"

namespace devstack::ui {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::string_view kNext = "next";

std::size_t label_column(const FailureReport& report) {
  std::size_t width = display_width(kNext);
  for (const auto& line : report.lines) width = std::max(width, display_width(line.label));
  return width + 2;
}

/// `text` at the left and `where` at the right edge, or on the following line where both do not
/// fit.
std::string with_where(const std::string& text, const std::string& where, std::size_t columns,
                       Color color) {
  if (where.empty()) return text + "\n";
  const std::size_t left = display_width(text);
  const std::size_t right = display_width(where);
  const std::string painted = paint(where, Style::kDim, color);
  if (left + 2 + right <= columns) {
    return text + std::string(columns - left - right, ' ') + painted + "\n";
  }
  const std::size_t blanks = columns > right ? columns - right : kIndent;
  return text + "\n" + std::string(blanks, ' ') + painted + "\n";
}

std::string evidence(const FailureReport::Line& line, bool repeats_label, std::size_t labels,
                     std::size_t columns, Color color) {
  const std::string text = terminal_safe(trim(line.text));
  const std::string label = terminal_safe(line.label);
  std::string out;
  bool first = true;
  for (const auto part : split(text, '\n')) {
    std::string row(kIndent, ' ');
    if (!label.empty()) row += pad_right(first && !repeats_label ? label : "", labels);
    row += part;
    out += with_where(row, first ? terminal_safe(line.where) : "", columns, color);
    first = false;
  }
  return out;
}

std::string next_steps(const std::vector<std::string>& steps, std::size_t labels,
                       std::size_t columns) {
  if (steps.empty()) return {};
  const std::string head = std::string(kIndent, ' ') + pad_right(kNext, labels);
  const std::string joined = terminal_safe(join(steps, " · "));
  if (display_width(head) + display_width(joined) <= columns) return head + joined + "\n";
  std::string out;
  for (const auto& step : steps) {
    out += out.empty() ? head : std::string(kIndent + labels, ' ');
    out += terminal_safe(step) + "\n";
  }
  return out;
}

}  // namespace

std::string render(const FailureReport& report, const Terminal& terminal) {
  const std::size_t columns = screen_width(terminal);
  const std::size_t labels = label_column(report);
  const std::string code = report.code.empty() ? "" : fmt::format("[{}]", report.code);
  std::string out = paint("error" + code, Style::kBad, terminal.color) + ": " +
                    paint(terminal_safe(report.title), Style::kBold, terminal.color) + "\n";
  std::string previous;
  for (const auto& line : report.lines) {
    out += evidence(line, line.label == previous, labels, columns, terminal.color);
    previous = line.label;
  }
  out += next_steps(report.next, labels, columns);
  return in_charset(std::move(out), terminal.glyphs);
}

}  // namespace devstack::ui
