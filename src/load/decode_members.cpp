#include "load/decode_members.hpp"

#include "devstack/base/hash.hpp"
#include "load/canonical.hpp"
#include "load/emit.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {

model::Network decode_network(const Entry& entry) {
  const NodeReader reader(&entry.value);
  const NodeReader ipam = reader.section("ipam");
  model::Network network;
  network.key = entry.key;
  network.name = reader.text("name");
  network.driver = reader.text("driver");
  network.driver_opts = reader.text_map("driver_opts");
  network.labels = reader.text_map("labels");
  network.ipam_driver = ipam.text("driver");
  for (const Node& node : ipam.items("config")) {
    const NodeReader pool(&node);
    const Node* const subnet = pool.find("subnet");
    network.ipam.push_back({pool.text("subnet"), pool.text("gateway"), pool.text("ip_range"),
                            pool.text_map("aux_addresses"),
                            subnet == nullptr ? node.span : subnet->span});
  }
  network.external = reader.boolean("external");
  network.internal = reader.boolean("internal");
  network.attachable = reader.boolean("attachable");
  network.enable_ipv4 = reader.maybe_boolean("enable_ipv4");
  network.enable_ipv6 = reader.maybe_boolean("enable_ipv6");
  Node printed = entry.value;
  canonical_order(printed, kNetworkShape);
  prune(printed, kNetworkShape);
  network.config_hash =
      sha256_hex(write_json(json_view(printed, kNetworkShape), JsonLayout::kCompact));
  network.span = entry.key_span;
  return network;
}

model::Volume decode_volume(const Entry& entry) {
  const NodeReader reader(&entry.value);
  model::Volume volume;
  volume.key = entry.key;
  volume.name = reader.text("name");
  volume.driver = reader.text("driver");
  volume.driver_opts = reader.text_map("driver_opts");
  volume.labels = reader.text_map("labels");
  volume.external = reader.boolean("external");
  Node printed = entry.value;
  // Compose hashes a volume with the engine's default driver spelled out.
  if (volume.driver.empty()) printed.set("driver", Node::string("local"));
  canonical_order(printed, kVolumeShape);
  prune(printed, kVolumeShape);
  volume.config_hash =
      sha256_hex(write_json(json_view(printed, kVolumeShape), JsonLayout::kCompact));
  volume.span = entry.key_span;
  return volume;
}

model::FileSource decode_file_source(const Entry& entry, const Environment& environment) {
  const NodeReader reader(&entry.value);
  model::FileSource source;
  source.key = entry.key;
  source.name = reader.text("name");
  source.external = reader.boolean("external");
  source.span = entry.key_span;
  if (reader.find("file") != nullptr) source.file = reader.text("file");
  if (reader.find("content") != nullptr) source.content = reader.text("content");
  source.variable = reader.text("environment");
  const auto variable = environment.find(source.variable);
  if (variable != environment.end()) source.content = variable->second;
  return source;
}

}  // namespace devstack::load
