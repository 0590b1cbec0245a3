// From a service to the body of POST /containers/create: one table, a row for each key.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::reconcile {

struct ContainerSpec {
  std::string name;
  std::string platform;
  Value body;
  /// Networks beyond the first, to be connected before the start on engines older than API 1.44:
  /// engine network name and body of the connect call, complete (it names the container).
  std::vector<std::pair<std::string, Value>> extra_networks;
};

struct SpecInput {
  const model::Stack& stack;
  const model::Service& service;
  std::size_t number = 1;
  std::string image;  ///< reference or id to create from (a stand-in's, where used)
  engine::ApiVersion api;
  /// Containers that `service:X` namespaces refer to: service to container id.
  std::map<std::string, std::string> container_ids;
  /// Containers that `container:NAME` namespaces refer to: name to id, of those that exist.
  std::map<std::string, std::string> named_containers{};
  /// Anonymous volumes of the container that this one replaces: mount point to volume name.
  std::map<std::string, std::string> inherited_volumes;
  /// Id of the container that this one replaces: gives it a temporary name and Compose's label.
  std::string replaces{};
  /// Variables that the service has unless it sets them, or takes them away, itself.
  std::map<std::string, std::string> default_environment{};
  std::string image_id{};  ///< "sha256:…" where known, for the image label
  std::string fallback{};  ///< why `image` is not the declared one, for a label of its own
  std::optional<OneOff> one_off{};
};

/// The name of number `number` of a service: `container_name`, or the derived one.
[[nodiscard]] std::string engine_container_name(const model::Stack& stack,
                                                const model::Service& service, std::size_t number);
/// The name under which a replacement is made: "<first 12 digits of the old id>_<name>".
[[nodiscard]] std::string temporary_container_name(const std::string& replaced_id,
                                                   const std::string& name);

/// What the engine's API is too old for has been refused before (check_preconditions).
[[nodiscard]] ContainerSpec container_spec(const SpecInput& input);

[[nodiscard]] Value network_body(const model::Stack& stack, const model::Network& network);
[[nodiscard]] Value volume_body(const model::Stack& stack, const model::Volume& volume,
                                SystemTime created);

}  // namespace devstack::reconcile
