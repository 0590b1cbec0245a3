// The whole screen of a run as lines: what the live region shows, and what stays at the end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/ui/renderer.hpp"
#include "ui/progress_state.hpp"
#include "ui/styled_line.hpp"

namespace devstack::ui {

/// How much of a tier is shown. Each value takes fewer lines than the one before.
enum class Density {
  kFull,       ///< every service by name
  kTierLines,  ///< a settled or waiting tier is one line of counts
  kMerged,     ///< all settled tiers are one line, all waiting ones another
};

/// "shop · dev · engine 28.5.2", with the elapsed time at the right.
[[nodiscard]] StyledLine header_line(const ProgressState& state, SteadyTime now);

/// Lines of all tiers (screen_tiers.cpp).
[[nodiscard]] std::vector<StyledLine> tier_lines(const ProgressState& state, SteadyTime now,
                                                 std::size_t columns, Density density);

/// Header and tiers in at most `max_lines`: the fullest density that fits; then cut, saying so.
[[nodiscard]] std::vector<StyledLine> live_lines(const ProgressState& state, SteadyTime now,
                                                 std::size_t columns, std::size_t max_lines);

/// Summary, addresses and hints, as they stay on the screen; ends with a newline.
[[nodiscard]] std::string closing_text(const RunFinished& finished, const Terminal& terminal);

}  // namespace devstack::ui
