// Measuring, cutting and painting of screen lines.
#include "ui/styled_line.hpp"

#include <algorithm>

#include "devstack/base/text.hpp"

namespace devstack::ui {

std::size_t StyledLine::width() const {
  std::size_t sum = 0;
  for (const auto& piece : pieces) sum += display_width(piece.text);
  return sum;
}

std::string one_line(std::string_view text) {
  std::string safe = terminal_safe(trim(text));
  for (char& c : safe) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return safe;
}

std::size_t screen_width(const Terminal& terminal) {
  // One column stays free: some terminals wrap as soon as the last one is written.
  const std::size_t usable = terminal.columns > 1 ? terminal.columns - 1 : 1;
  return std::min(usable, kWidestScreen);
}

std::string to_bytes(const StyledLine& line, std::size_t columns, Color color) {
  std::string out;
  std::size_t used = 0;
  for (const auto& piece : line.pieces) {
    const std::size_t width = display_width(piece.text);
    if (used + width > columns) {
      out += paint(truncate_to_width(piece.text, columns - used), piece.style, color);
      return out;
    }
    out += paint(piece.text, piece.style, color);
    used += width;
  }
  const std::size_t right = display_width(line.right);
  if (right != 0 && used + 2 + right <= columns) {
    out.append(columns - used - right, ' ');
    out += paint(line.right, Style::kDim, color);
  }
  return out;
}

}  // namespace devstack::ui
