// Finds a line that matches in a log that arrives in pieces.
#pragma once

#include <array>
#include <cstddef>
#include <regex>
#include <string>
#include <string_view>

#include "devstack/engine/client.hpp"

namespace devstack::probe {

class LogMatcher {
 public:
  /// ECMAScript pattern; one that cannot be compiled matches nothing and `broken` tells why.
  explicit LogMatcher(const std::string& pattern);

  /// stdout and stderr are split into lines separately.
  void feed(engine::LogStream stream, std::string_view piece);
  /// The stream has ended: a last line without its end counts too.
  void finish();

  [[nodiscard]] bool matched() const { return matched_; }
  /// The line that matched, else the last one seen.
  [[nodiscard]] const std::string& line() const { return line_; }
  [[nodiscard]] std::size_t lines() const { return lines_; }
  [[nodiscard]] const std::string& broken() const { return broken_; }

 private:
  void take(std::string_view line);

  std::regex pattern_;
  std::string broken_;
  std::array<std::string, 2> partial_;
  std::string line_;
  std::size_t lines_ = 0;
  bool matched_ = false;
};

}  // namespace devstack::probe
