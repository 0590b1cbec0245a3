// Source: docker/cli cli/command/formatter/volume.go.
#include "cli/show/compose_volumes.hpp"

#include "devstack/base/text.hpp"

namespace devstack::cli {

Value compose_volume_entry(const engine::VolumeSummary& volume) {
  constexpr char kUnknown[] = "N/A";
  std::vector<std::string> labels;
  for (const auto& [name, value] : volume.labels) labels.push_back(name + "=" + value);
  Value entry = Value::object();
  entry.set("Availability", kUnknown);
  entry.set("Driver", volume.driver);
  entry.set("Group", kUnknown);
  entry.set("Labels", join(labels, ","));
  entry.set("Links", kUnknown);
  entry.set("Mountpoint", volume.mountpoint);
  entry.set("Name", volume.name);
  entry.set("Scope", volume.scope);
  entry.set("Size", kUnknown);
  entry.set("Status", kUnknown);
  return entry;
}

}  // namespace devstack::cli
