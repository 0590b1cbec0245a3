// What a probe needs to know of a service's container: how it is reached and since when it runs.
#pragma once

#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/probe/prober.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// `container`: its inspection after the start. Asks the engine only where the container lives in
/// another one's network.
[[nodiscard]] Task<probe::Target> probe_target(engine::Client& client,
                                               const model::Service& service,
                                               engine::ContainerDetails container);

/// What a container's inspection tells of its image's part in readiness: the test in effect.
[[nodiscard]] ObservedImage image_in_effect(const engine::ContainerDetails& container);

}  // namespace devstack::reconcile
