// Folding keeps the history short however long a service says the same.
#include "probe/attempt_history.hpp"

namespace devstack::probe {
namespace {

constexpr std::size_t kKept = 5;
constexpr Duration kProgressInterval{250};

}  // namespace

void AttemptHistory::add(Duration at, const Finding& finding) {
  ++tries_;
  const bool same = !last_.empty() && last_.back().result == finding.result &&
                    last_.back().passed == finding.passed;
  if (same) {
    last_.back().at = at;
  } else {
    last_.push_back(Attempt{at, finding.passed, finding.result});
    if (last_.size() > kKept) last_.erase(last_.begin());
  }
  if (progress_ && (!same || at - told_at_ >= kProgressInterval)) {
    told_at_ = at;
    progress_(last_.back(), tries_);
  }
}

}  // namespace devstack::probe
