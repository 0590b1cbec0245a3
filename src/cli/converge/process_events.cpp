#include "cli/converge/process_events.hpp"

#include <utility>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using host::ProcessPhase;

engine::EngineEvent event_of(const host::ProcessRecord& record, std::string action,
                             SystemTime now) {
  engine::EngineEvent event;
  event.type = "process";
  event.action = std::move(action);
  event.actor_id = std::to_string(record.process.pid);
  event.attributes["name"] = record.service;
  event.attributes[std::string(model::labels::kService)] = record.service;
  event.time = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch());
  return event;
}

engine::EngineEvent end_of(const host::ProcessRecord& record, int code, SystemTime now) {
  engine::EngineEvent event = event_of(record, "die", now);
  event.attributes["exitCode"] = std::to_string(code);
  event.exit_code = code;
  return event;
}

}  // namespace

std::vector<engine::EngineEvent> process_events(const ProcessRecordMap& before,
                                                const ProcessRecordMap& after, SystemTime now) {
  std::vector<engine::EngineEvent> events;
  for (const auto& [service, record] : after) {
    const auto old = before.find(service);
    const bool ran = old != before.end() && old->second.phase == ProcessPhase::kRunning;
    const bool runs = record.phase == ProcessPhase::kRunning;
    const bool same = ran && old->second.process == record.process;
    if (ran && !(runs && same)) events.push_back(end_of(old->second, record.exit_code, now));
    if (runs && !same) events.push_back(event_of(record, "start", now));
  }
  for (const auto& [service, record] : before) {
    if (after.contains(service)) continue;
    if (record.phase == ProcessPhase::kRunning) events.push_back(end_of(record, 0, now));
    events.push_back(event_of(record, "destroy", now));
  }
  return events;
}

}  // namespace devstack::cli
