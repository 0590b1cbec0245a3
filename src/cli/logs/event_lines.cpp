// Source: docker/compose pkg/api/api.go (Event.String) and cmd/compose/events.go.
#include "cli/logs/event_lines.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// Labels for bookkeeping, Compose's and ours, say nothing that the line does not say.
bool is_shown(const std::string& attribute) {
  return !attribute.starts_with("com.docker.compose.") && !attribute.starts_with("devstack.");
}

/// As the engine writes it: "health_status: healthy".
std::string action_of(const engine::EngineEvent& event) {
  return event.health_status.empty() ? event.action : event.action + ": " + event.health_status;
}

}  // namespace

std::string event_line(const engine::EngineEvent& event) {
  std::vector<std::string> attributes;
  for (const auto& [name, value] : event.attributes) {
    if (is_shown(name)) attributes.push_back(name + "=" + value);
  }
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(event.time);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(micros);
  const std::time_t time = seconds.count();
  return fmt::format("{:%Y-%m-%d %H:%M:%S}.{:06} {} {} {} ({})\n", fmt::gmtime(time),
                     (micros - seconds).count(), event.type, action_of(event), event.actor_id,
                     join(attributes, ", "));
}

std::string event_json(const engine::EngineEvent& event) {
  Value attributes = Value::object();
  for (const auto& [name, value] : event.attributes) {
    if (is_shown(name)) attributes.set(name, value);
  }
  const auto service = event.attributes.find(model::labels::kService);
  const auto time = std::chrono::duration_cast<std::chrono::system_clock::duration>(event.time);
  Value entry = Value::object();
  entry.set("action", action_of(event));
  entry.set("attributes", std::move(attributes));
  entry.set("id", event.actor_id);
  entry.set("service", service == event.attributes.end() ? "" : service->second);
  entry.set("time", format_rfc3339(std::chrono::system_clock::time_point(time)));
  entry.set("type", event.type);
  return to_json(entry) + "\n";
}

}  // namespace devstack::cli
