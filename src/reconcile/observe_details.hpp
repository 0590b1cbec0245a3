// Second round of an observation: what the lists leave open.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "devstack/engine/client.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// Sets `details` of containers that do not run, have drifted, or have a readiness record to be
/// compared with. One that has vanished since the list is dropped.
[[nodiscard]] Task<void> inspect_containers(engine::Client& client, const model::Stack& stack,
                                            Observed& observed);

/// Images of services that may have to be created, or whose test is not proven yet. In the list a
/// container's image is its id once the name means another one: then that is inspected too.
[[nodiscard]] std::set<std::string> images_to_inspect(
    const model::Stack& stack, const Observed& observed,
    const std::vector<engine::ContainerSummary>& summaries);

[[nodiscard]] Task<void> inspect_images(engine::Client& client, std::set<std::string> references,
                                        Observed& observed);

/// When the volume was made, in RFC 3339: by our label, since engine 20.10 does not know; else as
/// the engine has it.
[[nodiscard]] std::string creation_time(const engine::VolumeSummary& volume);

}  // namespace devstack::reconcile
