// Walks the table and puts the body together.
#include "devstack/reconcile/container_spec.hpp"

#include <fmt/format.h>

#include "devstack/base/error.hpp"
#include "devstack/model/names.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

void apply(std::span<const SpecRow> rows, const SpecInput& input, Value& body) {
  for (const SpecRow& row : rows) {
    Value value = row.encode(input);
    if (!value.is_null()) body.set_path(row.path, std::move(value));
  }
}

}  // namespace

Value string_object(const model::StringMap& map) {
  Value::Object members;
  for (const auto& [key, value] : map) members.emplace_back(key, Value(value));
  return Value(std::move(members));
}

std::string container_id_of(const SpecInput& input, const std::string& service) {
  const auto found = input.container_ids.find(service);
  if (found != input.container_ids.end()) return found->second;
  throw Error(ExitCode::kFailed, "DS2021",
              fmt::format("service \"{}\" needs the container of \"{}\", which does not exist",
                          input.service.name, service),
              fmt::format("start it first: devstack up {}", service));
}

std::string namespace_of(const SpecInput& input, const std::string& mode) {
  constexpr std::string_view kService = "service:";
  constexpr std::string_view kContainer = "container:";
  if (mode.starts_with(kService)) {
    return std::string(kContainer) + container_id_of(input, mode.substr(kService.size()));
  }
  if (!mode.starts_with(kContainer)) return mode;
  const std::string name = mode.substr(kContainer.size());
  for (const auto& [service, id] : input.container_ids) {
    // Ours by that name: while it is replaced, the engine knows the old one under it.
    const auto found = input.stack.services.find(service);
    if (found == input.stack.services.end() || found->second.container_name != name) continue;
    return std::string(kContainer) + id;
  }
  const auto named = input.named_containers.find(name);
  return named == input.named_containers.end() ? mode : std::string(kContainer) + named->second;
}

std::string engine_container_name(const model::Stack& stack, const model::Service& service,
                                  std::size_t number) {
  if (!service.container_name.empty()) return service.container_name;
  return model::container_name(stack.project, service.name, number);
}

std::string temporary_container_name(const std::string& replaced_id, const std::string& name) {
  return fmt::format("{}_{}", replaced_id.substr(0, 12), name);
}

ContainerSpec container_spec(const SpecInput& input) {
  ContainerSpec spec;
  spec.name = engine_container_name(input.stack, input.service, input.number);
  if (!input.replaces.empty()) spec.name = temporary_container_name(input.replaces, spec.name);
  spec.platform = input.service.platform;
  spec.body = Value::object();
  spec.body.set("Image", input.image);
  spec.body.set("Labels", container_labels(input));
  apply(process_rows(), input, spec.body);
  apply(network_rows(), input, spec.body);
  apply(storage_rows(), input, spec.body);
  apply(resource_rows(), input, spec.body);
  apply(security_rows(), input, spec.body);
  if (input.api < kManyEndpointsApi) {
    spec.extra_networks = extra_network_connections(input, spec.name);
  }
  return spec;
}

}  // namespace devstack::reconcile
