// One volume in the shape of `docker compose volumes --format json`.
#pragma once

#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// Member names, their order and their formats are those of Docker Compose 2.40.
[[nodiscard]] Value compose_volume_entry(const engine::VolumeSummary& volume);

}  // namespace devstack::cli
