// Counts no further than needed.
#include "load/size_budget.hpp"

namespace devstack::load {

bool SizeBudget::take(const Node& node) {
  if (exhausted()) return false;
  ++values_;
  for (const Node& item : node.items) {
    if (!take(item)) return false;
  }
  for (const Entry& entry : node.entries) {
    if (!take(entry.value)) return false;
  }
  return !exhausted();
}

}  // namespace devstack::load
