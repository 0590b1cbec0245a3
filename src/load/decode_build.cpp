// The `build` section of a service, from the canonical document to the model.
#include "load/cast.hpp"
#include "load/decode_service.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

/// "default", "id=path".
std::vector<std::string> decode_ssh(const NodeReader& reader) {
  std::vector<std::string> keys = reader.texts("ssh");
  for (const Entry& entry : reader.entries("ssh")) {
    const std::string path = entry.value.is_null() ? std::string() : scalar_text(entry.value);
    keys.push_back(path.empty() ? entry.key : entry.key + "=" + path);
  }
  return keys;
}

}  // namespace

model::Build decode_build(const Node& build) {
  const NodeReader reader(&build);
  model::Build result;
  result.context = reader.text("context");
  result.dockerfile = reader.text("dockerfile");
  result.dockerfile_inline = reader.text("dockerfile_inline");
  for (const Entry& entry : reader.entries("args")) {
    if (entry.value.is_null()) {
      result.unset_args.push_back(entry.key);
    } else {
      result.args[entry.key] = scalar_text(entry.value);
    }
  }
  result.labels = reader.text_map("labels");
  result.target = reader.text("target");
  result.network = reader.text("network");
  result.isolation = reader.text("isolation");
  result.cache_from = reader.texts("cache_from");
  result.cache_to = reader.texts("cache_to");
  result.additional_contexts = reader.text_map("additional_contexts");
  result.secrets = decode_references(reader.items("secrets"), "");
  result.ssh = decode_ssh(reader);
  result.entitlements = reader.texts("entitlements");
  result.extra_hosts = reader.texts("extra_hosts");
  result.tags = reader.texts("tags");
  result.ulimits = decode_ulimits(reader.entries("ulimits"));
  result.shm_size = reader.integer("shm_size");
  result.provenance = reader.text("provenance");
  result.sbom = reader.text("sbom");
  result.no_cache = reader.boolean("no_cache");
  result.pull = reader.boolean("pull");
  result.privileged = reader.boolean("privileged");
  result.platforms = reader.texts("platforms");
  if (!result.platforms.empty()) result.platform = result.platforms.front();
  for (const Entry& entry : build.entries) result.key_spans.emplace(entry.key, entry.key_span);
  result.span = build.span;
  return result;
}

}  // namespace devstack::load
