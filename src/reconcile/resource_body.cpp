// Bodies of POST /networks/create and POST /volumes/create.
#include "devstack/base/units.hpp"
#include "devstack/model/labels.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;

/// The user's labels, Compose's, and ours; the folder tells whose it is when no container is left.
Value resource_labels(const model::Stack& stack, const model::StringMap& declared,
                      const char* key_label, const std::string& key,
                      const std::string& config_hash) {
  model::StringMap all = declared;
  all[labels::kProject] = stack.project;
  all[key_label] = key;
  all[labels::kVersion] = labels::kComposeVersion;
  all[labels::kConfigHash] = config_hash;
  all[labels::kProjectId] = stack.id;
  all[labels::kFolder] = stack.directory;
  return string_object(all);
}

Value ipam_entry(const model::IpamConfig& config) {
  Value entry = Value::object();
  if (!config.subnet.empty()) entry.set("Subnet", config.subnet);
  if (!config.ip_range.empty()) entry.set("IPRange", config.ip_range);
  if (!config.gateway.empty()) entry.set("Gateway", config.gateway);
  if (!config.aux_addresses.empty()) {
    entry.set("AuxiliaryAddresses", string_object(config.aux_addresses));
  }
  return entry;
}

Value ipam_body(const model::Network& network) {
  if (network.ipam.empty() && network.ipam_driver.empty()) return {};
  Value body = Value::object();
  if (!network.ipam_driver.empty()) body.set("Driver", network.ipam_driver);
  Value entries = Value::array();
  for (const model::IpamConfig& config : network.ipam) entries.push_back(ipam_entry(config));
  if (!network.ipam.empty()) body.set("Config", std::move(entries));
  return body;
}

}  // namespace

Value network_body(const model::Stack& stack, const model::Network& network) {
  Value body = Value::object();
  body.set("Name", network.name);
  // Engines before API 1.44 allow several networks of one name unless asked to check.
  body.set("CheckDuplicate", true);
  if (!network.driver.empty()) body.set("Driver", network.driver);
  if (!network.driver_opts.empty()) body.set("Options", string_object(network.driver_opts));
  if (Value ipam = ipam_body(network); !ipam.is_null()) body.set("IPAM", std::move(ipam));
  if (network.internal) body.set("Internal", true);
  if (network.attachable) body.set("Attachable", true);
  if (network.enable_ipv4) body.set("EnableIPv4", *network.enable_ipv4);
  if (network.enable_ipv6) body.set("EnableIPv6", *network.enable_ipv6);
  body.set("Labels", resource_labels(stack, network.labels, labels::kNetwork, network.key,
                                     network.config_hash));
  return body;
}

Value volume_body(const model::Stack& stack, const model::Volume& volume, SystemTime created) {
  Value body = Value::object();
  body.set("Name", volume.name);
  if (!volume.driver.empty()) body.set("Driver", volume.driver);
  if (!volume.driver_opts.empty()) body.set("DriverOpts", string_object(volume.driver_opts));
  Value all =
      resource_labels(stack, volume.labels, labels::kVolume, volume.key, volume.config_hash);
  // What engine 20.10 calls the creation time moves with the files at the top of the volume.
  all.set(labels::kCreatedAt, format_rfc3339(created));
  body.set("Labels", std::move(all));
  return body;
}

}  // namespace devstack::reconcile
