// Networks with what only few commands need: address ranges and members. The list that every
// command reads leaves them out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/engine/client.hpp"

namespace devstack::engine {

struct NetworkDetails {
  struct Member {
    std::string container_id, name;
    std::string ipv4, ipv6;  ///< with the prefix length, as the engine writes them
  };
  std::string id, name, driver, scope;
  bool internal = false;
  Labels labels;
  std::vector<std::string> subnets, gateways;
  std::vector<Member> members;  ///< by name; only from inspect_network_details
};

/// All networks of the engine, without members. `client` is connected; the exchange takes
/// `transport` and `clock`. Throws what the client throws.
[[nodiscard]] Task<std::vector<NetworkDetails>> list_network_details(io::Transport& transport,
                                                                     Clock& clock,
                                                                     const Client& client);

/// One network with its members; empty when there is none.
[[nodiscard]] Task<std::optional<NetworkDetails>> inspect_network_details(io::Transport& transport,
                                                                          Clock& clock,
                                                                          const Client& client,
                                                                          std::string reference);

}  // namespace devstack::engine
