// Who holds a TCP or UDP port on this host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devstack::host {

struct PortOwner {
  int pid = 0;  ///< 0: not to be found out (another user's process, another network namespace)
  std::string user;
  std::string command;     ///< "postgres"
  std::string executable;  ///< "/usr/lib/postgresql/15/bin/postgres"
  std::string local_address;
};

enum class PortProtocol { kTcp, kUdp };

/// The first listener that keeps `host_ip`:`port` from being bound ("" or "0.0.0.0": any address).
/// Empty when the port is free. Reads /proc; never binds.
[[nodiscard]] std::optional<PortOwner> port_owner(PortProtocol protocol, const std::string& host_ip,
                                                  std::uint16_t port);

}  // namespace devstack::host
