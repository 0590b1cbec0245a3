// Whether a port accepts connections. A published port proves nothing while the engine's userland
// proxy accepts for a process that does not listen, so where the container's own address is out of
// reach its socket table is read instead.
#include <fmt/format.h>

#include <algorithm>

#include "probe/attempt.hpp"
#include "probe/listening_ports.hpp"

namespace devstack::probe {
namespace {

constexpr Duration kConnectTimeout{1'000};

/// Empty when the container has no program to read the table with.
Task<std::optional<Finding>> look_inside(ProbeContext context, const Target& target,
                                         std::uint16_t port, Duration timeout) {
  engine::ExecRequest request;
  request.command = {"cat", "/proc/net/tcp", "/proc/net/tcp6"};
  std::optional<Finding> finding;
  try {
    const auto result = co_await context.client.exec(target.container_id, request, timeout);
    // `cat` ends with 1 where the kernel has no IPv6, after it has printed the first table.
    if (result.exit_code.value_or(127) > 1) co_return finding;
    finding.emplace();
    finding->passed = is_listening(result.output, port);
    finding->result = fmt::format("port {} {}", port, finding->passed ? "listens" : "is closed");
  } catch (const engine::EngineError& error) {
    finding = Finding{false, short_line(error.daemon_message())};
  }
  co_return finding;
}

}  // namespace

Task<Finding> try_tcp(ProbeContext context, const Target& target, const model::TcpProbe& probe,
                      Duration timeout) {
  const auto ways = ways_to(context, target, probe.port);
  const bool own_address = context.addresses_reachable && !target.address.empty();
  if (!own_address) {
    const auto inside = co_await look_inside(context, target, probe.port, timeout);
    if (inside) co_return *inside;
  }
  Finding finding = no_way_to(probe.port);
  const Duration limit = std::min(kConnectTimeout, timeout);
  for (const io::Endpoint& way : ways) {
    const auto refusal = co_await context.transport.try_connect(way, limit);
    if (!refusal) co_return Finding{true, fmt::format("port {} accepts", probe.port)};
    finding.result = short_line(*refusal);
    if (own_address) break;
  }
  co_return finding;
}

}  // namespace devstack::probe
