// Mounts, configs and secrets of a service.
#include <utility>

#include "load/decode_service.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

model::MountType decode_mount_type(const std::string& text) {
  if (text == "bind") return model::MountType::kBind;
  if (text == "tmpfs") return model::MountType::kTmpfs;
  if (text == "image") return model::MountType::kImage;
  if (text == "npipe") return model::MountType::kNpipe;
  if (text == "cluster") return model::MountType::kCluster;
  return model::MountType::kVolume;
}

/// The key of the options that belong to the mount's own type.
std::string_view options_key(model::MountType type) {
  switch (type) {
    case model::MountType::kBind:
      return "bind";
    case model::MountType::kVolume:
      return "volume";
    case model::MountType::kTmpfs:
      return "tmpfs";
    case model::MountType::kImage:
      return "image";
    case model::MountType::kNpipe:
    case model::MountType::kCluster:
      break;
  }
  return {};
}

model::Mount decode_mount(const Node& node) {
  const NodeReader reader(&node);
  const NodeReader bind = reader.section("bind");
  const NodeReader volume = reader.section("volume");
  const NodeReader tmpfs = reader.section("tmpfs");
  model::Mount mount;
  mount.type = decode_mount_type(reader.text("type"));
  mount.source = reader.text("source");
  mount.target = reader.text("target");
  mount.read_only = reader.boolean("read_only");
  mount.has_options = reader.find(options_key(mount.type)) != nullptr;
  mount.consistency = reader.text("consistency");
  mount.bind_propagation = bind.text("propagation");
  mount.bind_selinux = bind.text("selinux");
  mount.bind_recursive = bind.text("recursive");
  mount.bind_create_host_path = bind.boolean("create_host_path");
  mount.volume_nocopy = volume.boolean("nocopy");
  mount.volume_subpath = volume.text("subpath");
  mount.volume_labels = volume.text_map("labels");
  mount.image_subpath = reader.section("image").text("subpath");
  mount.tmpfs_size = tmpfs.integer("size");
  if (const auto mode = tmpfs.integer("mode")) {
    mount.tmpfs_mode = static_cast<std::uint32_t>(*mode);
  }
  mount.span = node.span;
  return mount;
}

}  // namespace

std::vector<model::FileReference> decode_references(const std::vector<Node>& nodes,
                                                    const std::string& folder) {
  std::vector<model::FileReference> result;
  for (const Node& node : nodes) {
    const NodeReader reader(&node);
    model::FileReference use;
    use.source = reader.text("source");
    use.target = reader.text("target");
    if (use.target.empty()) use.target = use.source;
    if (!use.target.starts_with('/')) use.target = folder + use.target;
    use.uid = reader.text("uid");
    use.gid = reader.text("gid");
    use.mode = reader.octal("mode");
    use.span = node.span;
    result.push_back(std::move(use));
  }
  return result;
}

void decode_storage(const Node& service, model::Service& result) {
  const NodeReader reader(&service);
  for (const Node& mount : reader.items("volumes")) result.volumes.push_back(decode_mount(mount));
  result.volumes_from = reader.texts("volumes_from");
  result.tmpfs = reader.texts("tmpfs");
  result.configs = decode_references(reader.items("configs"), "/");
  result.secrets = decode_references(reader.items("secrets"), "/run/secrets/");
  result.storage_opt = reader.text_map("storage_opt");
  result.shm_size = reader.integer("shm_size");
  result.read_only = reader.boolean("read_only");
}

}  // namespace devstack::load
