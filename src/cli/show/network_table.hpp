// Networks of a project with their members, as `devstack networks` shows them. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

struct NetworkMember {
  std::string service;  ///< empty for a container of somebody else
  std::string container;
  std::string ipv4, ipv6;
  std::vector<std::string> aliases;
};

struct NetworkView {
  std::string key, name;
  bool external = false;
  bool exists = false;
  std::string driver;
  bool internal = false;
  std::vector<std::string> subnets, gateways;
  std::vector<NetworkMember> members;
};

/// What is known of a member besides its address: by container id.
struct MemberFacts {
  std::string service;
  std::map<std::string, std::vector<std::string>> aliases;  ///< by network name
};

/// `details` is empty where the engine has no such network. Aliases that only repeat the
/// container's own name or id are left out.
[[nodiscard]] NetworkView network_view(const model::Network& network,
                                       const std::optional<engine::NetworkDetails>& details,
                                       const std::map<std::string, MemberFacts>& facts);

/// Aliases by network, out of a container's raw inspection.
[[nodiscard]] std::map<std::string, std::vector<std::string>> aliases_of(const Value& inspection);

[[nodiscard]] std::string network_table(const std::vector<NetworkView>& networks,
                                        std::size_t columns);
/// "schema": "devstack.networks/1".
[[nodiscard]] Value network_json(const model::Stack& stack,
                                 const std::vector<NetworkView>& networks);

}  // namespace devstack::cli
