// One container in the shape of `docker compose ps --format json`.
#pragma once

#include "cli/parse/implemented_by.hpp"
#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// Member names, their order and their formats are those of Docker Compose 2.40. `inspection` is
/// the engine's raw answer; null leaves command and mounts empty.
[[nodiscard]] Value compose_ps_entry(const engine::ContainerSummary& container,
                                     const Value& inspection, const ImplementedBy& by,
                                     engine::Timestamp now);

/// "127.0.0.1:8080->80/tcp, 5432/tcp", as `docker ps` writes ports.
[[nodiscard]] std::string ports_text(const std::vector<engine::PublishedPort>& ports);

/// "5 seconds", "About a minute", "3 hours": Docker's words (docker/go-units, HumanDuration).
[[nodiscard]] std::string human_duration(std::chrono::seconds duration);

}  // namespace devstack::cli
