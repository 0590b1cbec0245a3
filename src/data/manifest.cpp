#include "devstack/data/manifest.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <set>

#include "devstack/base/hash.hpp"
#include "devstack/base/value.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/engine/tar_file.hpp"

namespace devstack::data {
namespace {

constexpr char kSchema[] = "devstack.backup/1";
constexpr std::size_t kHashDigits = 64;

Value encode(const ManifestEntry& entry) {
  Value value = Value::object();
  value.set("service", entry.service);
  value.set("kind", entry.kind == BackupKind::kDump ? "dump" : "volume");
  if (entry.kind == BackupKind::kVolume) value.set("volume", entry.volume_key);
  value.set("image", entry.image);
  value.set("major", entry.major);
  value.set("file", entry.file);
  value.set("bytes", entry.bytes);
  value.set("sha256", entry.sha256);
  return value;
}

bool is_hash(const std::string& text) {
  return text.size() == kHashDigits && std::ranges::all_of(text, [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0;
         });
}

ManifestEntry decode_entry(const std::string& file, const Value& value) {
  ManifestEntry entry;
  entry.service = value["service"].as_string();
  const std::string kind = value["kind"].as_string();
  entry.volume_key = value["volume"].as_string();
  entry.image = value["image"].as_string();
  entry.major = value["major"].as_string();
  entry.file = value["file"].as_string();
  entry.bytes = value["bytes"].as_int(-1);
  entry.sha256 = value["sha256"].as_string();
  entry.kind = kind == "volume" ? BackupKind::kVolume : BackupKind::kDump;
  const bool fits = !entry.service.empty() && (kind == "dump" || kind == "volume") &&
                    (kind == "volume") == !entry.volume_key.empty() && is_hash(entry.sha256);
  if (!fits) throw archive_damaged(file, "an entry of its manifest is incomplete");
  if (!engine::stays_inside(entry.file)) throw archive_unsafe(file, "member " + entry.file);
  if (entry.bytes < 0) throw archive_unsafe(file, "a size below zero");
  return entry;
}

}  // namespace

std::int64_t Manifest::bytes() const {
  std::int64_t sum = 0;
  for (const ManifestEntry& entry : entries) sum += entry.bytes;
  return sum;
}

std::vector<std::string> Manifest::services() const {
  std::vector<std::string> names;
  for (const ManifestEntry& entry : entries) {
    if (std::ranges::find(names, entry.service) == names.end()) names.push_back(entry.service);
  }
  return names;
}

std::string to_text(const Manifest& manifest) {
  Value value = Value::object();
  value.set("schema", kSchema);
  value.set("format", kArchiveFormat);
  value.set("project", manifest.project);
  value.set("project_id", manifest.project_id);
  value.set("stack_hash", manifest.stack_hash);
  value.set("engine", manifest.engine);
  value.set("created", manifest.created);
  Value entries = Value::array();
  for (const ManifestEntry& entry : manifest.entries) entries.push_back(encode(entry));
  value.set("entries", std::move(entries));
  Value jobs = Value::object();
  for (const auto& [job, mark] : manifest.jobs) jobs.set(job, mark);
  value.set("jobs", std::move(jobs));
  return to_json(value, 2) + "\n";
}

Manifest parse_manifest(const std::string& file, std::string_view text) {
  const auto value = parse_json(text);
  if (!value || !(*value)["schema"].as_string().starts_with("devstack.backup/")) {
    throw archive_damaged(file, "its first member is no manifest of a backup");
  }
  const std::int64_t format = (*value)["format"].as_int();
  if (format != kArchiveFormat) throw archive_version(file, format);
  Manifest manifest;
  manifest.project = (*value)["project"].as_string();
  manifest.project_id = (*value)["project_id"].as_string();
  manifest.stack_hash = (*value)["stack_hash"].as_string();
  manifest.engine = (*value)["engine"].as_string();
  manifest.created = (*value)["created"].as_string();
  std::set<std::string> names{kManifestName};
  std::int64_t left = std::numeric_limits<std::int64_t>::max();
  for (const Value& item : (*value)["entries"].items()) {
    manifest.entries.push_back(decode_entry(file, item));
    const ManifestEntry& entry = manifest.entries.back();
    if (!names.insert(entry.file).second) throw archive_unsafe(file, "twice " + entry.file);
    if (entry.bytes > left) throw archive_unsafe(file, "a size beyond all disks");
    left -= entry.bytes;
  }
  for (const auto& [job, mark] : (*value)["jobs"].members()) manifest.jobs[job] = mark.as_string();
  if (manifest.entries.empty()) throw archive_damaged(file, "its manifest lists nothing");
  return manifest;
}

std::string stack_hash(const model::Stack& stack) {
  std::string text;
  for (const auto& [name, service] : stack.services)
    text += name + " " + service.config_hash + "\n";
  return sha256_hex(text);
}

}  // namespace devstack::data
