// One event of a container as `docker compose events` writes it. Pure.
#pragma once

#include <string>

#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// "2026-11-21 07:56:50.519081 container kill ID (image=…, name=…)\n"; times are UTC.
[[nodiscard]] std::string event_line(const engine::EngineEvent& event);

/// One JSON object and a newline: action, attributes, id, service, time, type.
[[nodiscard]] std::string event_json(const engine::EngineEvent& event);

}  // namespace devstack::cli
