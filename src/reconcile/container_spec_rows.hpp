// The table behind container_spec: a row for each key of a service, grouped by topic in one file
// each. Facts: Engine API v1.41 to v1.51, POST /containers/create.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/value.hpp"
#include "devstack/reconcile/container_spec.hpp"

namespace devstack::reconcile {

/// One key of the Compose file, where it goes in the body, and how.
struct SpecRow {
  const char* key;
  const char* path;                   ///< dotted: "HostConfig.NanoCpus"
  Value (*encode)(const SpecInput&);  ///< null: leave the field out
  engine::ApiVersion since{1, 41};    ///< the first Engine API that has the field
};

[[nodiscard]] std::span<const SpecRow> process_rows();   // container_spec_process.cpp
[[nodiscard]] std::span<const SpecRow> network_rows();   // container_spec_network.cpp
[[nodiscard]] std::span<const SpecRow> storage_rows();   // container_spec_storage.cpp
[[nodiscard]] std::span<const SpecRow> resource_rows();  // container_spec_resources.cpp
[[nodiscard]] std::span<const SpecRow> security_rows();  // container_spec_security.cpp

/// Labels of the container, ours and Compose's over the user's.
[[nodiscard]] Value container_labels(const SpecInput& input);
/// Body of the connect call that puts a container into the network of this key.
[[nodiscard]] Value network_connection(const SpecInput& input, const std::string& key,
                                       const std::string& container);
/// Connect calls for what the create call cannot say on an old engine.
[[nodiscard]] std::vector<std::pair<std::string, Value>> extra_network_connections(
    const SpecInput& input, const std::string& container);

/// Where `use_api_socket` puts the user's registry logins.
inline constexpr char kApiSocketConfigFolder[] = "/run/secrets/docker";

/// Several endpoints in one create call, and their MAC addresses, need this version.
inline constexpr engine::ApiVersion kManyEndpointsApi{1, 44};

/// Adds a DS2020 for each thing that the service asks for and the engine is too old for.
void check_api_version(const model::Service& service, engine::ApiVersion api, Diagnostics& found);
/// The same for a network.
void check_api_version(const model::Network& network, engine::ApiVersion api, Diagnostics& found);

/// The id of the container that "service:X" means; throws Error DS2021 when it does not exist yet.
[[nodiscard]] std::string container_id_of(const SpecInput& input, const std::string& service);
/// A namespace's mode in the engine's words: "service:X" and "container:NAME" become
/// "container:ID", all else stays.
[[nodiscard]] std::string namespace_of(const SpecInput& input, const std::string& mode);

// Encoders for the plain cases.
template <auto kMember>
Value text(const SpecInput& input) {
  const std::string& value = input.service.*kMember;
  return value.empty() ? Value() : Value(value);
}
template <auto kMember>
Value list(const SpecInput& input) {
  const std::vector<std::string>& value = input.service.*kMember;
  return value.empty() ? Value() : Value::strings(value);
}
template <auto kMember>
Value flag(const SpecInput& input) {
  return input.service.*kMember ? Value(true) : Value();
}
template <auto kMember>
Value number(const SpecInput& input) {
  const auto& value = input.service.*kMember;
  return value ? Value(*value) : Value();
}
[[nodiscard]] Value string_object(const model::StringMap& map);
template <auto kMember>
Value map(const SpecInput& input) {
  const model::StringMap& value = input.service.*kMember;
  return value.empty() ? Value() : string_object(value);
}

}  // namespace devstack::reconcile
