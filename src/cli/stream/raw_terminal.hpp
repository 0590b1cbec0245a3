// The terminal in raw mode, for as long as the object lives.
#pragma once

#include <termios.h>

#include <utility>

namespace devstack::cli {

class RawTerminal {
 public:
  /// Does nothing where stdin is not a terminal.
  RawTerminal();
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

/// Columns and rows of the terminal; {0, 0} when there is none.
[[nodiscard]] std::pair<int, int> terminal_size();

}  // namespace devstack::cli
