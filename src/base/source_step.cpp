// Chains of steps are shared: copying a position copies one pointer.
#include "devstack/base/source_step.hpp"

#include <fmt/format.h>

#include <utility>

namespace devstack {

void add_step(SourceSpan& span, SourceStep step) {
  step.earlier = std::move(span.steps);
  span.steps = std::make_shared<const SourceStep>(std::move(step));
}

std::string describe_passage(const SourceStep& step) {
  switch (step.kind) {
    case SourceStep::Kind::kAlias:
      return "used here by its alias";
    case SourceStep::Kind::kMergeKey:
      return "merged here by `<<`";
    case SourceStep::Kind::kExtends:
      return "merged here by `extends`";
    case SourceStep::Kind::kInclude:
      return "brought here by `include`";
    case SourceStep::Kind::kFile:
      return fmt::format("read because of this `{}`", step.text);
    case SourceStep::Kind::kOverrode:
    case SourceStep::Kind::kMerged:
    case SourceStep::Kind::kRemoved:
    case SourceStep::Kind::kTemplate:
    case SourceStep::Kind::kVariable:
      return {};
  }
  return {};
}

const SourceStep* last_passage(const SourceSpan& span) {
  for (const SourceStep* step = span.steps.get(); step != nullptr; step = step->earlier.get()) {
    if (!describe_passage(*step).empty()) return step;
  }
  return nullptr;
}

}  // namespace devstack
