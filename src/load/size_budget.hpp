// How much copying may make of what was written: `extends` and `include` repeat whole trees, and
// repeat what repeats them.
#pragma once

#include <cstddef>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

class SizeBudget {
 public:
  static constexpr std::size_t kMaxValues = 1'000'000;

  /// Counts the values of a tree that is to be added. False when there are more than are allowed,
  /// now or earlier.
  [[nodiscard]] bool take(const Node& node);
  [[nodiscard]] bool exhausted() const { return values_ > kMaxValues; }

 private:
  std::size_t values_ = 0;
};

}  // namespace devstack::load
