// Connections between services that `check connectivity` tries. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// Where the stack declares no connectivity checks: each service to the TCP ports of the services
/// that it depends on, and this host to each published port. Jobs have ended and are left out.
[[nodiscard]] std::vector<model::CheckSpec> derived_edges(const model::Stack& stack);

/// TCP ports on which a service is known to listen, inside its network: published and exposed ones,
/// those of its probes, of a mock, and of a well-known image; sorted.
[[nodiscard]] std::vector<std::uint16_t> known_ports(const model::Service& service);

/// Ports of images that everybody knows ("postgres": 5432); empty for others.
[[nodiscard]] std::vector<std::uint16_t> ports_of_image(std::string_view image);

/// One line of `devstack-mock --reach`.
struct ReachLine {
  bool ok = false;
  Duration took{};
  std::string error;
};
/// By address; lines that are none are left out.
[[nodiscard]] std::map<std::string, ReachLine> parse_reach_report(std::string_view report);

}  // namespace devstack::cli
