// What happens to host processes, in the shape of the engine's events. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devstack/engine/types.hpp"
#include "devstack/host/process_record.hpp"

namespace devstack::cli {

using ProcessRecordMap = std::map<std::string, host::ProcessRecord, std::less<>>;

/// The events (type "process"; start, die, destroy) that lie between two readings of the records.
[[nodiscard]] std::vector<engine::EngineEvent> process_events(const ProcessRecordMap& before,
                                                              const ProcessRecordMap& after,
                                                              SystemTime now);

}  // namespace devstack::cli
