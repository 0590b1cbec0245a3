#include "devstack/data/snapshot.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <set>
#include <system_error>
#include <tuple>

#include "devstack/data/errors.hpp"
#include "devstack/data/labels.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::data {
namespace {

constexpr std::size_t kMaxName = 60;

bool is_ours(const model::Stack& stack, const engine::Labels& all) {
  if (engine::label(all, model::labels::kProjectId) == stack.id) return true;
  if (engine::label(all, labels::kProject) != stack.project) return false;
  const std::string folder = engine::label(all, model::labels::kFolder);
  std::error_code error;
  return !folder.empty() && !std::filesystem::exists(folder, error) && !error;
}

std::string to_text(SnapshotKind kind) {
  switch (kind) {
    case SnapshotKind::kManual:
      return "manual";
    case SnapshotKind::kAutomatic:
      return "automatic";
    case SnapshotKind::kImport:
      return "import";
  }
  return {};
}

SnapshotKind kind_of(const std::string& text) {
  if (text == "automatic") return SnapshotKind::kAutomatic;
  return text == "import" ? SnapshotKind::kImport : SnapshotKind::kManual;
}

Value contents_of(const Snapshot& snapshot) {
  Value contents = Value::object();
  Value volumes = Value::array();
  for (const VolumeCopy& volume : snapshot.volumes) {
    Value entry = Value::object();
    entry.set("key", volume.key);
    entry.set("source", volume.source);
    entry.set("copy", volume.copy);
    entry.set("created", volume.created);
    entry.set("entries", volume.entries);
    entry.set("bytes", volume.bytes);
    volumes.push_back(std::move(entry));
  }
  contents.set("volumes", std::move(volumes));
  Value jobs = Value::object();
  for (const auto& [job, fingerprint] : snapshot.jobs) jobs.set(job, fingerprint);
  contents.set("jobs", std::move(jobs));
  return contents;
}

Snapshot decode_seal(const engine::VolumeSummary& seal, const Value& contents) {
  Snapshot snapshot;
  snapshot.name = engine::label(seal.labels, labels::kSnapshot);
  snapshot.seal = seal.name;
  snapshot.time = engine::label(seal.labels, labels::kTime);
  snapshot.reason = engine::label(seal.labels, labels::kReason);
  snapshot.kind = kind_of(engine::label(seal.labels, labels::kKind));
  for (const Value& entry : contents["volumes"].items()) {
    snapshot.volumes.push_back({entry["key"].as_string(), entry["source"].as_string(),
                                entry["copy"].as_string(), entry["created"].as_string(),
                                entry["entries"].as_int(), entry["bytes"].as_int()});
  }
  for (const auto& [job, fingerprint] : contents["jobs"].members()) {
    snapshot.jobs[job] = fingerprint.as_string();
  }
  return snapshot;
}

Value common_labels(const model::Stack& stack, const Snapshot& snapshot) {
  Value all = Value::object();
  all.set(model::labels::kProjectId, stack.id);
  all.set(model::labels::kFolder, stack.directory);
  all.set(labels::kProject, stack.project);
  all.set(labels::kSnapshot, snapshot.name);
  all.set(labels::kTime, snapshot.time);
  all.set(labels::kKind, to_text(snapshot.kind));
  all.set(labels::kReason, snapshot.reason);
  return all;
}

Value body_of(const std::string& name, Value all) {
  Value body = Value::object();
  body.set("Name", name);
  body.set("Labels", std::move(all));
  return body;
}

}  // namespace

std::int64_t Snapshot::bytes() const {
  std::int64_t sum = 0;
  for (const VolumeCopy& volume : volumes) sum += volume.bytes;
  return sum;
}

const Snapshot* SnapshotList::find(std::string_view name) const {
  const auto found = std::ranges::find(sealed, name, &Snapshot::name);
  return found == sealed.end() ? nullptr : &*found;
}

std::vector<std::string> SnapshotList::names() const {
  std::vector<std::string> all;
  for (const Snapshot& snapshot : sealed) all.push_back(snapshot.name);
  return all;
}

SnapshotList read_snapshots(const model::Stack& stack,
                            const std::vector<engine::VolumeSummary>& volumes) {
  SnapshotList list;
  std::set<std::string> ours, used;
  for (const engine::VolumeSummary& volume : volumes) {
    if (!volume.labels.contains(labels::kSnapshot) || !is_ours(stack, volume.labels)) continue;
    ours.insert(volume.name);
    const auto contents = parse_json(engine::label(volume.labels, labels::kContents));
    if (contents) list.sealed.push_back(decode_seal(volume, *contents));
  }
  for (const Snapshot& snapshot : list.sealed) {
    used.insert(snapshot.seal);
    for (const VolumeCopy& volume : snapshot.volumes) used.insert(volume.copy);
  }
  // A seal whose copies are not all there holds for nothing: somebody deleted some by hand. What
  // is left of it is not ours to call waste.
  std::erase_if(list.sealed, [&ours](const Snapshot& snapshot) {
    return !std::ranges::all_of(
        snapshot.volumes, [&ours](const VolumeCopy& volume) { return ours.contains(volume.copy); });
  });
  std::ranges::set_difference(ours, used, std::back_inserter(list.waste));
  std::ranges::sort(list.sealed, [](const Snapshot& a, const Snapshot& b) {
    return std::tie(a.time, a.seal) < std::tie(b.time, b.seal);
  });
  return list;
}

void check_snapshot_name(const std::string& name) {
  if (name.empty()) throw snapshot_name_refused("\"\"", "it is empty");
  if (name.size() > kMaxName) throw snapshot_name_refused(name, "it is too long");
  const auto is_alnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  const bool fits = is_alnum(name.front()) && std::ranges::all_of(name, [&](char c) {
                      return is_alnum(c) || c == '.' || c == '_' || c == '-';
                    });
  if (!fits) throw snapshot_name_refused(name, "it has other characters");
}

std::string snapshot_stamp(SystemTime time) {
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(time);
  return fmt::format("{:%Y%m%d-%H%M%S}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

std::string copy_name(const model::Stack& stack, const std::string& volume,
                      const std::string& stamp) {
  const std::string prefix = stack.project + "_";
  const std::string base = volume.starts_with(prefix) ? volume : prefix + volume;
  return base + "_snap_" + stamp;
}

Value copy_body(const model::Stack& stack, const Snapshot& snapshot, const VolumeCopy& volume) {
  Value all = common_labels(stack, snapshot);
  all.set(labels::kVolumeKey, volume.key);
  all.set(labels::kSource, volume.source);
  all.set(labels::kGeneration, volume.created);
  return body_of(volume.copy, std::move(all));
}

Value seal_body(const model::Stack& stack, const Snapshot& snapshot) {
  Value all = common_labels(stack, snapshot);
  all.set(labels::kContents, to_json(contents_of(snapshot)));
  return body_of(snapshot.seal, std::move(all));
}

std::vector<Snapshot> outdated(const SnapshotList& list, std::size_t keep,
                               const std::string& spared) {
  std::vector<Snapshot> automatic;
  for (const Snapshot& snapshot : list.sealed) {
    if (snapshot.kind == SnapshotKind::kAutomatic) automatic.push_back(snapshot);
  }
  automatic.resize(automatic.size() > keep ? automatic.size() - keep : 0);
  std::erase_if(automatic, [&spared](const Snapshot& one) { return one.name == spared; });
  return automatic;
}

}  // namespace devstack::data
