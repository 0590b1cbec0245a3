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
      return !mount.has_options || (mount.bind_create_host_path && mount.bind_propagation.empty() &&
                                    mount.bind_recursive.empty());
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

constexpr std::string_view kApiSocketBind = "/var/run/docker.sock:/var/run/docker.sock:rw";

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
  if (input.service.use_api_socket) all.emplace_back(kApiSocketBind);
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

/// The options of its kind: the engine's name for them, and what they say.
std::pair<const char*, Value> options_of(const Mount& mount) {
  Value image = Value::object();
  switch (mount.type) {
    case MountType::kBind:
      return {"BindOptions", bind_options(mount)};
    case MountType::kVolume:
      return {"VolumeOptions", volume_options(mount)};
    case MountType::kTmpfs:
      return {"TmpfsOptions", tmpfs_options(mount)};
    case MountType::kImage:
      if (!mount.image_subpath.empty()) image.set("Subpath", mount.image_subpath);
      return {"ImageOptions", std::move(image)};
    case MountType::kNpipe:
    case MountType::kCluster:
      break;
  }
  return {nullptr, Value()};
}

/// The anonymous volume which the replaced container had at this place; empty: none.
std::string inherited_volume(const SpecInput& input, const Mount& mount) {
  if (mount.type != MountType::kVolume || !mount.source.empty()) return {};
  const auto inherited = input.inherited_volumes.find(mount.target);
  return inherited == input.inherited_volumes.end() ? std::string() : inherited->second;
}

Value mount_body(const SpecInput& input, const Mount& mount) {
  const std::string inherited = inherited_volume(input, mount);
  std::string source = mount.source;
  if (!inherited.empty()) source = inherited;
  if (mount.type == MountType::kVolume && !mount.source.empty()) {
    source = volume_name(input, mount.source);
  }
  Value body = Value::object();
  body.set("Type", type_name(mount.type));
  if (!source.empty()) body.set("Source", source);
  body.set("Target", mount.target);
  if (mount.read_only) body.set("ReadOnly", true);
  if (!mount.consistency.empty()) body.set("Consistency", mount.consistency);
  // The engine makes something of an empty object, too; a volume that exists needs no options.
  if (!mount.has_options || !inherited.empty()) return body;
  auto [field, options] = options_of(mount);
  if (field != nullptr) body.set(field, std::move(options));
  return body;
}

/// What a file becomes: a bind mount that nobody writes to.
Value file_mount(const std::string& source, const std::string& target) {
  Value body = Value::object();
  body.set("Type", "bind");
  body.set("Source", source);
  body.set("Target", target);
  body.set("ReadOnly", true);
  return body;
}

enum class MissingFile { kEngineDecides, kRefused };

/// Configs and secrets that are files on this host; those with content are copied in before the
/// start.
void add_file_mounts(const std::vector<model::FileReference>& references,
                     const std::map<std::string, model::FileSource, std::less<>>& sources,
                     MissingFile missing, Value& all) {
  for (const model::FileReference& reference : references) {
    const auto source = sources.find(reference.source);
    if (source == sources.end() || !source->second.file) continue;
    Value body = file_mount(*source->second.file, reference.target);
    if (missing == MissingFile::kRefused) body.set("BindOptions", Value::object());
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
  add_file_mounts(input.service.configs, input.stack.configs, MissingFile::kEngineDecides, all);
  add_file_mounts(input.service.secrets, input.stack.secrets, MissingFile::kRefused, all);
  add_inherited_mounts(input, all);
  return all.items().empty() ? Value() : all;
}

/// "db", "db:ro", "container:name:ro" become container ids or names. Docker Compose leaves the mode
/// out, and so do we: a container that could write there yesterday can today.
Value volumes_from(const SpecInput& input) {
  constexpr std::string_view kContainerPrefix = "container:";
  std::vector<std::string> all;
  for (const std::string& entry : input.service.volumes_from) {
    if (entry.starts_with(kContainerPrefix)) {
      const std::string name = entry.substr(kContainerPrefix.size());
      all.push_back(name.substr(0, name.find(':')));
    } else {
      all.push_back(container_id_of(input, entry.substr(0, entry.find(':'))));
    }
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
