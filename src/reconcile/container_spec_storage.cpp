// Volumes, binds, temporary file systems and files of a container. As Docker Compose 2.40.3 does,
// plain binds and named volumes go to HostConfig.Binds (which makes a missing host folder), and
// everything with options to HostConfig.Mounts.
#include <set>

#include "devstack/base/text.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

using model::Mount;
using model::MountType;
using model::Service;

std::string volume_name(const SpecInput& input, const std::string& key) {
  const auto found = input.stack.volumes.find(key);
  return found == input.stack.volumes.end() ? key : found->second.name;
}

/// Whether the short form of HostConfig.Binds can say it.
bool fits_bind_form(const Mount& mount) {
  switch (mount.type) {
    case MountType::kBind:
      return mount.bind_create_host_path && mount.bind_propagation.empty() &&
             mount.bind_recursive.empty();
    case MountType::kVolume:
      return !mount.source.empty() && mount.volume_labels.empty() && mount.volume_subpath.empty() &&
             !mount.volume_nocopy;
    case MountType::kTmpfs:
    case MountType::kImage:
    case MountType::kNpipe:
    case MountType::kCluster:
      return false;
  }
  return false;
}

Value binds(const SpecInput& input) {
  std::vector<std::string> all;
  for (const Mount& mount : input.service.volumes) {
    if (!fits_bind_form(mount)) continue;
    std::string options = mount.read_only ? "ro" : "rw";
    if (!mount.bind_selinux.empty()) options += "," + mount.bind_selinux;
    const std::string source =
        mount.type == MountType::kVolume ? volume_name(input, mount.source) : mount.source;
    all.push_back(source + ":" + mount.target + ":" + options);
  }
  return all.empty() ? Value() : Value::strings(all);
}

const char* type_name(MountType type) {
  switch (type) {
    case MountType::kBind:
      return "bind";
    case MountType::kVolume:
      return "volume";
    case MountType::kTmpfs:
      return "tmpfs";
    case MountType::kImage:
      return "image";
    case MountType::kNpipe:
      return "npipe";
    case MountType::kCluster:
      return "cluster";
  }
  return "";
}

Value bind_options(const Mount& mount) {
  Value options = Value::object();
  if (!mount.bind_propagation.empty()) options.set("Propagation", mount.bind_propagation);
  if (mount.bind_recursive == "disabled") options.set("NonRecursive", true);
  if (mount.bind_recursive == "writable") options.set("ReadOnlyNonRecursive", true);
  if (mount.bind_recursive == "readonly") options.set("ReadOnlyForceRecursive", true);
  if (mount.bind_create_host_path) options.set("CreateMountpoint", true);
  return options;
}

Value volume_options(const Mount& mount) {
  Value options = Value::object();
  if (mount.volume_nocopy) options.set("NoCopy", true);
  if (!mount.volume_subpath.empty()) options.set("Subpath", mount.volume_subpath);
  if (!mount.volume_labels.empty()) options.set("Labels", string_object(mount.volume_labels));
  return options;
}

Value tmpfs_options(const Mount& mount) {
  Value options = Value::object();
  if (mount.tmpfs_size) options.set("SizeBytes", *mount.tmpfs_size);
  if (mount.tmpfs_mode) options.set("Mode", std::int64_t{*mount.tmpfs_mode});
  return options;
}

void set_options(Value& body, const char* field, Value options) {
  if (!options.members().empty()) body.set(field, std::move(options));
}

/// The volume's name, or that of the anonymous volume which the replaced container had there.
std::string mount_source(const SpecInput& input, const Mount& mount) {
  if (mount.type != MountType::kVolume) return mount.source;
  if (!mount.source.empty()) return volume_name(input, mount.source);
  const auto inherited = input.inherited_volumes.find(mount.target);
  return inherited == input.inherited_volumes.end() ? std::string() : inherited->second;
}

Value mount_body(const SpecInput& input, const Mount& mount) {
  Value body = Value::object();
  body.set("Type", type_name(mount.type));
  const std::string source = mount_source(input, mount);
  if (!source.empty()) body.set("Source", source);
  body.set("Target", mount.target);
  if (mount.read_only) body.set("ReadOnly", true);
  if (!mount.consistency.empty()) body.set("Consistency", mount.consistency);
  switch (mount.type) {
    case MountType::kBind:
      set_options(body, "BindOptions", bind_options(mount));
      break;
    case MountType::kVolume:
      set_options(body, "VolumeOptions", volume_options(mount));
      break;
    case MountType::kTmpfs:
      set_options(body, "TmpfsOptions", tmpfs_options(mount));
      break;
    case MountType::kImage:
      if (!mount.image_subpath.empty()) {
        body.set_path("ImageOptions.Subpath", mount.image_subpath);
      }
      break;
    case MountType::kNpipe:
    case MountType::kCluster:
      break;
  }
  return body;
}

/// Configs and secrets that are files on this host; those with content are copied in before the
/// start.
void add_file_mounts(const std::vector<model::FileReference>& references,
                     const std::map<std::string, model::FileSource, std::less<>>& sources,
                     Value& all) {
  for (const model::FileReference& reference : references) {
    const auto source = sources.find(reference.source);
    if (source == sources.end() || !source->second.file) continue;
    Value body = Value::object();
    body.set("Type", "bind");
    body.set("Source", *source->second.file);
    body.set("Target", reference.target);
    body.set("ReadOnly", true);
    all.push_back(std::move(body));
  }
}

std::set<std::string> declared_targets(const Service& service) {
  std::set<std::string> targets;
  for (const Mount& mount : service.volumes) targets.insert(mount.target);
  for (const std::string& entry : service.tmpfs) targets.insert(entry.substr(0, entry.find(':')));
  return targets;
}

/// Volumes that the image declares: without this a replacement would begin with empty ones.
void add_inherited_mounts(const SpecInput& input, Value& all) {
  const std::set<std::string> declared = declared_targets(input.service);
  for (const auto& [target, name] : input.inherited_volumes) {
    if (declared.contains(target)) continue;
    Value body = Value::object();
    body.set("Type", "volume");
    body.set("Source", name);
    body.set("Target", target);
    all.push_back(std::move(body));
  }
}

Value mounts(const SpecInput& input) {
  Value all = Value::array();
  for (const Mount& mount : input.service.volumes) {
    if (!fits_bind_form(mount)) all.push_back(mount_body(input, mount));
  }
  add_file_mounts(input.service.configs, input.stack.configs, all);
  add_file_mounts(input.service.secrets, input.stack.secrets, all);
  add_inherited_mounts(input, all);
  return all.items().empty() ? Value() : all;
}

/// "db", "db:ro", "container:name:ro" become container ids or names.
Value volumes_from(const SpecInput& input) {
  constexpr std::string_view kContainerPrefix = "container:";
  std::vector<std::string> all;
  for (const std::string& entry : input.service.volumes_from) {
    if (entry.starts_with(kContainerPrefix)) {
      all.push_back(entry.substr(kContainerPrefix.size()));
      continue;
    }
    const std::size_t colon = entry.find(':');
    const std::string mode = colon == std::string::npos ? std::string() : entry.substr(colon);
    all.push_back(container_id_of(input, entry.substr(0, colon)) + mode);
  }
  return all.empty() ? Value() : Value::strings(all);
}

/// "/run:size=1m" is a path and its options.
Value tmpfs(const SpecInput& input) {
  model::StringMap all;
  for (const std::string& entry : input.service.tmpfs) {
    const std::size_t colon = entry.find(':');
    all[entry.substr(0, colon)] = colon == std::string::npos ? "" : entry.substr(colon + 1);
  }
  return all.empty() ? Value() : string_object(all);
}

constexpr SpecRow kRows[] = {
    {"volumes", "HostConfig.Binds", binds},
    {"volumes", "HostConfig.Mounts", mounts},
    {"volumes_from", "HostConfig.VolumesFrom", volumes_from},
    {"tmpfs", "HostConfig.Tmpfs", tmpfs},
    {"storage_opt", "HostConfig.StorageOpt", map<&Service::storage_opt>},
    {"shm_size", "HostConfig.ShmSize", number<&Service::shm_size>},
    {"read_only", "HostConfig.ReadonlyRootfs", flag<&Service::read_only>},
};

}  // namespace

std::span<const SpecRow> storage_rows() { return kRows; }

}  // namespace devstack::reconcile
