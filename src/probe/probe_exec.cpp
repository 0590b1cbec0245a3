// A command inside the container, run by us through the engine instead of on the engine's own
// slow schedule.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "probe/attempt.hpp"
#include "probe/exec_pacer.hpp"

namespace devstack::probe {
namespace {

constexpr Duration kGateTimeout{500};

/// A healthcheck's `test` keeps its leading word; an exec of x-devstack.ready has none.
std::vector<std::string> argv_of(const std::vector<std::string>& test) {
  if (!test.empty() && test.front() == "CMD") return {test.begin() + 1, test.end()};
  if (test.size() == 2 && test.front() == "CMD-SHELL") return {"/bin/sh", "-c", test.back()};
  return test;
}

std::vector<std::uint16_t> known_ports(const ProbeContext& context, const Target& target) {
  if (!context.addresses_reachable || target.address.empty() || target.cheap_port == 0) return {};
  std::vector<std::uint16_t> ports{target.cheap_port};
  ports.insert(ports.end(), target.more_cheap_ports.begin(), target.more_cheap_ports.end());
  return ports;
}

/// Why the first of the ports is closed; empty when any of them accepts, or none is known.
Task<std::optional<std::string>> closed_port(ProbeContext context, const Target& target) {
  std::optional<std::string> reason;
  for (const std::uint16_t port : known_ports(context, target)) {
    const io::Endpoint endpoint{{}, target.address, port};
    auto refusal = co_await context.transport.try_connect(endpoint, kGateTimeout);
    if (!refusal) co_return refusal;
    if (!reason) reason = std::move(refusal);
  }
  co_return reason;
}

Finding judge(const model::ExecProbe& probe, const engine::ExecResult& result, int exit_code) {
  const auto lines = split(trim(result.output), '\n');
  const std::string last = lines.empty() ? std::string() : std::string(lines.back());
  if (exit_code != 0) {
    return {false, short_line(last.empty() ? fmt::format("exit {}", exit_code)
                                           : fmt::format("exit {}: {}", exit_code, last))};
  }
  if (result.output.find(probe.expect_stdout) == std::string::npos) {
    return {false, short_line(fmt::format("output does not contain \"{}\": {}", probe.expect_stdout,
                                          last))};
  }
  return {true, short_line(last.empty() ? "exit 0" : "exit 0: " + last)};
}

}  // namespace

Task<Finding> try_exec(ProbeContext context, const Target& target, const model::ExecProbe& probe,
                       Duration timeout, ExecPacer& pacer) {
  const auto closed = co_await closed_port(context, target);
  if (closed && !pacer.may_run_despite_closed_port(context.clock.now())) {
    co_return Finding{false, short_line(*closed), true};
  }
  const std::string no_end = fmt::format("no end within {} ms", timeout.count());
  if (pacer.must_rest(context.clock.now())) co_return Finding{false, no_end, true};
  engine::ExecRequest request;
  request.command = argv_of(probe.command);
  Finding finding;
  try {
    const auto result = co_await context.client.exec(target.container_id, request, timeout);
    if (!result.exit_code) {
      pacer.hung(context.clock.now(), timeout);
      co_return Finding{false, no_end};
    }
    finding = judge(probe, result, *result.exit_code);
    if (finding.passed && closed && !pacer.passes_despite_closed_port(context.clock.now())) {
      finding = Finding{false, short_line(finding.result + ", but " + *closed)};
    }
  } catch (const engine::EngineError& error) {
    finding.result = short_line(error.daemon_message());
  }
  pacer.ran(context.clock.now());
  co_return finding;
}

}  // namespace devstack::probe
