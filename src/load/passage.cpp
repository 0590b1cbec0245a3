// Neighbours mostly have the same steps behind them, so they share the new one as well.
#include "load/passage.hpp"

#include <memory>
#include <utility>

namespace devstack::load {

namespace {

class Marker {
 public:
  explicit Marker(const SourceStep& step) : step_(step) {}

  void mark(Node& node) {
    mark(node.span);
    for (Node& item : node.items) mark(item);
    for (Entry& entry : node.entries) {
      mark(entry.key_span);
      mark(entry.value);
    }
  }

 private:
  void mark(SourceSpan& span) {
    if (made_ == nullptr || made_->earlier != span.steps) {
      SourceStep step = step_;
      step.earlier = span.steps;
      made_ = std::make_shared<const SourceStep>(std::move(step));
    }
    span.steps = made_;
  }

  const SourceStep& step_;
  std::shared_ptr<const SourceStep> made_;
};

}  // namespace

void mark_passage(Node& node, const SourceStep& step) { Marker(step).mark(node); }

}  // namespace devstack::load
