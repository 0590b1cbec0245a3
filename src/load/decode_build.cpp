// The `build` section of a service, from the canonical document to the model.
#include "load/cast.hpp"
#include "load/decode_service.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {

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
  result.cache_from = reader.texts("cache_from");
  result.extra_hosts = reader.texts("extra_hosts");
  result.tags = reader.texts("tags");
  result.shm_size = reader.integer("shm_size");
  result.no_cache = reader.boolean("no_cache");
  result.pull = reader.boolean("pull");
  const auto platforms = reader.texts("platforms");
  if (!platforms.empty()) result.platform = platforms.front();
  result.span = build.span;
  return result;
}

}  // namespace devstack::load
