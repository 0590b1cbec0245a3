// The frame of the screen: header, fit to the height, and the closing lines.
#include "ui/screen.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::ui {
namespace {

std::string addresses(const RunFinished& finished, std::size_t columns) {
  std::size_t names = 0;
  for (const auto& [service, url] : finished.urls) names = std::max(names, display_width(service));
  std::string out;
  std::string row;
  for (const auto& [service, url] : finished.urls) {
    const std::string cell = pad_right(one_line(service), names) + "  " + one_line(url);
    if (!row.empty() && display_width(row) + 5 + display_width(cell) <= columns) {
      row += "     " + cell;
      continue;
    }
    if (!row.empty()) out += row + "\n";
    row = "  " + cell;
  }
  if (!row.empty()) out += row + "\n";
  return out;
}

}  // namespace

StyledLine header_line(const ProgressState& state, SteadyTime now) {
  StyledLine line;
  if (!state.run) return line;
  std::vector<std::string> parts;
  if (!state.run->profiles.empty()) parts.push_back(join(state.run->profiles, "+"));
  if (!state.run->engine_version.empty()) parts.push_back("engine " + state.run->engine_version);
  if (state.run->verb != "up") parts.insert(parts.begin(), state.run->verb);
  line.add(one_line(state.run->project), Style::kBold);
  for (const auto& part : parts) {
    line.add(" · ", Style::kDim);
    line.add(one_line(part));
  }
  line.right = format_duration(state.finished ? state.finished->took : now - state.began);
  return line;
}

std::vector<StyledLine> live_lines(const ProgressState& state, SteadyTime now, std::size_t columns,
                                   std::size_t max_lines) {
  std::vector<StyledLine> lines;
  for (const auto density : {Density::kFull, Density::kTierLines, Density::kMerged}) {
    lines = tier_lines(state, now, columns, density);
    lines.insert(lines.begin(), header_line(state, now));
    if (lines.size() <= max_lines) return lines;
  }
  const std::size_t kept = max_lines > 1 ? max_lines - 1 : 1;
  const std::size_t hidden = lines.size() - kept;
  lines.resize(kept);
  StyledLine rest;
  rest.add(fmt::format("… {} more lines", hidden), Style::kDim);
  lines.push_back(std::move(rest));
  return lines;
}

std::string closing_text(const RunFinished& finished, const Terminal& terminal) {
  const std::size_t columns = screen_width(terminal);
  std::string out;
  if (!finished.summary.empty()) {
    out =
        paint(one_line(finished.summary), finished.ok ? Style::kBold : Style::kBad, terminal.color);
    const std::string chain = " · slowest chain: " + one_line(finished.slowest_chain);
    if (!finished.slowest_chain.empty()) {
      const bool fits = display_width(finished.summary) + display_width(chain) <= columns;
      out += fits ? chain : "\n " + chain.substr(chain.find(' ', 1));
    }
    out += "\n";
  }
  out += addresses(finished, columns);
  for (const auto& hint : finished.hints) out += "  " + terminal_safe(hint) + "\n";
  return in_charset(std::move(out), terminal.glyphs);
}

}  // namespace devstack::ui
