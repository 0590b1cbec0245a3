// The table behind container_spec: a row for each key of a service, grouped by topic in one file
// each. Facts: Engine API v1.41 to v1.51, POST /containers/create.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/reconcile/container_spec.hpp"

namespace devstack::reconcile {

/// One key of the Compose file, where it goes in the body, and how.
struct SpecRow {
  const char* key;
  const char* path;                   ///< dotted: "HostConfig.NanoCpus"
  Value (*encode)(const SpecInput&);  ///< null: leave the field out
};

[[nodiscard]] std::span<const SpecRow> process_rows();   // container_spec_process.cpp
[[nodiscard]] std::span<const SpecRow> network_rows();   // container_spec_network.cpp
[[nodiscard]] std::span<const SpecRow> storage_rows();   // container_spec_storage.cpp
[[nodiscard]] std::span<const SpecRow> resource_rows();  // container_spec_resources.cpp
[[nodiscard]] std::span<const SpecRow> security_rows();  // container_spec_security.cpp

/// Labels of the container, ours and Compose's over the user's.
[[nodiscard]] Value container_labels(const SpecInput& input);
/// Connect calls for what the create call cannot say on an old engine.
[[nodiscard]] std::vector<std::pair<std::string, Value>> extra_network_connections(
    const SpecInput& input, const std::string& container);

/// Several endpoints in one create call, and their MAC addresses, need this version.
inline constexpr engine::ApiVersion kManyEndpointsApi{1, 44};
inline constexpr engine::ApiVersion kStartIntervalApi{1, 44};
inline constexpr engine::ApiVersion kSubpathApi{1, 45};
inline constexpr engine::ApiVersion kImageMountApi{1, 48};
inline constexpr engine::ApiVersion kGatewayPriorityApi{1, 48};
inline constexpr engine::ApiVersion kInterfaceNameApi{1, 49};

/// Throws ConfigError DS2020 for what the engine is too old for, all findings at once.
void check_api_version(const SpecInput& input);

/// The id of the container that "service:X" means; throws Error DS2021 when it does not exist yet.
[[nodiscard]] std::string container_id_of(const SpecInput& input, const std::string& service);

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
