// Whose an engine object is (docs/ownership.md). A name alone never decides.
#pragma once

#include <string>
#include <vector>

#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// A container with Compose's project label.
enum class ContainerOwner {
  kOurs,     ///< our project id, or the same folder
  kMoved,    ///< of a folder that is gone: adopted
  kForeign,  ///< of another folder that still exists, or of none that we know
};
[[nodiscard]] ContainerOwner container_owner(const model::Stack& stack,
                                             const engine::Labels& labels);

/// A network or volume. `foreign_containers`: another folder uses the project's name right now, so
/// Compose's label says nothing.
enum class ProjectName { kOurs, kContested };
[[nodiscard]] Ownership resource_ownership(const model::Stack& stack, const engine::Labels& labels,
                                           ProjectName name);

/// Throws Error DS2106 (exit 6), naming both folders, if any container is foreign.
void refuse_contested_name(const model::Stack& stack,
                           const std::vector<ObservedContainer>& foreign);

}  // namespace devstack::reconcile
