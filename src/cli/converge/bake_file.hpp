// `build --print`: what would be built, as a file for `docker buildx bake`, in the shape in which
// Docker Compose prints it.
#pragma once

#include "devstack/base/value.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

/// One target for each BuildImage of the plan.
[[nodiscard]] Value bake_file(const model::Stack& stack, const reconcile::Plan& plan,
                              const reconcile::BuildOptions& options);

}  // namespace devstack::cli
