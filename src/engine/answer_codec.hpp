// Answers of the Engine API, from JSON values to our types. Tolerant: a field that an engine leaves
// out, or writes as null, keeps its default.
#pragma once

#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::engine {

[[nodiscard]] EngineInfo decode_info(const Value& json);
[[nodiscard]] ContainerSummary decode_container_summary(const Value& json);
[[nodiscard]] ContainerDetails decode_container(const Value& json);
[[nodiscard]] ImageDetails decode_image(const Value& json);
[[nodiscard]] NetworkSummary decode_network(const Value& json);
[[nodiscard]] VolumeSummary decode_volume(const Value& json);
[[nodiscard]] EngineEvent decode_event(const Value& json);
[[nodiscard]] ProcessTable decode_processes(const Value& json);
[[nodiscard]] ContainerStats decode_stats(const Value& json);
[[nodiscard]] Labels decode_labels(const Value& json);

}  // namespace devstack::engine
