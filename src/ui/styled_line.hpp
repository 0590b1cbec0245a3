// A line of a screen before it becomes bytes: pieces with styles, and a text at the right edge.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/ui/glyphs.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::ui {

struct Piece {
  std::string text;  ///< already safe for a terminal, one line
  Style style = Style::kPlain;
};

struct StyledLine {
  std::vector<Piece> pieces;
  std::string right;  ///< dim, at the right edge; dropped when it does not fit

  void add(std::string text, Style style = Style::kPlain) {
    pieces.push_back({std::move(text), style});
  }
  [[nodiscard]] std::size_t width() const;
};

/// Text from outside on one line of a screen: safe, without line ends.
[[nodiscard]] std::string one_line(std::string_view text);

/// Widest line of a screen: beyond it a right-aligned text is lost to the eye.
inline constexpr std::size_t kWidestScreen = 100;
[[nodiscard]] std::size_t screen_width(const Terminal& terminal);

/// Bytes of the line, cut to `columns`, without an end of line.
[[nodiscard]] std::string to_bytes(const StyledLine& line, std::size_t columns, Color color);

}  // namespace devstack::ui
