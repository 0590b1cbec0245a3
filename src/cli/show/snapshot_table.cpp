#include "cli/show/snapshot_table.hpp"

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

std::string volumes_of(const data::Snapshot& snapshot) {
  std::vector<std::string> keys;
  for (const auto& volume : snapshot.volumes) keys.push_back(volume.key);
  return join(keys, ", ");
}

}  // namespace

std::string snapshot_table(const data::SnapshotList& list, SystemTime now) {
  ui::Table table({"NAME", "AGE", "SIZE", "REASON", "VOLUMES"});
  for (const auto& snapshot : list.sealed) {
    if (snapshot.kind == data::SnapshotKind::kImport) continue;
    table.add({snapshot.name, format_age(snapshot.time, now), format_bytes(snapshot.bytes()),
               snapshot.reason, volumes_of(snapshot)});
  }
  return table.to_string();
}

std::string snapshot_json(const data::SnapshotList& list) {
  Value document = Value::object();
  document.set("schema", "devstack.snapshot/1");
  Value snapshots = Value::array();
  for (const auto& snapshot : list.sealed) {
    if (snapshot.kind == data::SnapshotKind::kImport) continue;
    Value entry = Value::object();
    entry.set("name", snapshot.name);
    entry.set("time", snapshot.time);
    entry.set("automatic", snapshot.kind == data::SnapshotKind::kAutomatic);
    entry.set("reason", snapshot.reason);
    entry.set("bytes", snapshot.bytes());
    Value volumes = Value::array();
    for (const auto& volume : snapshot.volumes) {
      Value one = Value::object();
      one.set("key", volume.key);
      one.set("source", volume.source);
      one.set("copy", volume.copy);
      one.set("entries", volume.entries);
      one.set("bytes", volume.bytes);
      volumes.push_back(std::move(one));
    }
    entry.set("volumes", std::move(volumes));
    snapshots.push_back(std::move(entry));
  }
  document.set("snapshots", std::move(snapshots));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
