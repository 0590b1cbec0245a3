// A command inside the container, run by us through the engine instead of on the engine's own
// slow schedule.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "probe/attempt.hpp"
#include "probe/exec_pacer.hpp"
#include "probe/probe_shell.hpp"

namespace devstack::probe {
namespace {

constexpr Duration kGateTimeout{500};

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

/// An answer, and what it cost.
struct Run {
  engine::ExecResult result;
  Cost cost = Cost::kExec;
};

Task<Run> run_command(ProbeContext context, const Target& target, const model::ExecProbe& probe,
                      Duration timeout, ProbeShell* shell) {
  Run run;
  if (shell != nullptr) {
    auto answer = co_await shell->run(timeout);
    if (answer) {
      run.result = std::move(*answer);
      run.cost = Cost::kCommand;
      co_return run;
    }
  }
  engine::ExecRequest request;
  request.command = exec_command(probe);
  run.result = co_await context.client.exec(target.container_id, std::move(request), timeout);
  co_return run;
}

}  // namespace

/// A healthcheck's `test` keeps its leading word; an exec of x-devstack.ready has none.
std::vector<std::string> exec_command(const model::ExecProbe& probe) {
  const std::vector<std::string>& test = probe.command;
  if (!test.empty() && test.front() == "CMD") return {test.begin() + 1, test.end()};
  if (test.size() == 2 && test.front() == "CMD-SHELL") return {"/bin/sh", "-c", test.back()};
  return test;
}

Task<Finding> try_exec(ProbeContext context, const Target& target, const model::ExecProbe& probe,
                       Duration timeout, ExecPacer& pacer, ProbeShell* shell) {
  const auto closed = co_await closed_port(context, target);
  if (closed && !pacer.may_run_despite_closed_port(context.clock.now())) {
    co_return Finding{false, short_line(*closed), Cost::kNone};
  }
  const std::string no_end = fmt::format("no end within {} ms", timeout.count());
  if (pacer.must_rest(context.clock.now())) co_return Finding{false, no_end, Cost::kNone};
  Finding finding;
  try {
    const Run run = co_await run_command(context, target, probe, timeout, shell);
    const engine::ExecResult& result = run.result;
    if (!result.exit_code) {
      pacer.hung(context.clock.now(), timeout);
      co_return Finding{false, no_end};
    }
    finding = judge(probe, result, *result.exit_code);
    finding.cost = run.cost;
    if (finding.passed && closed && !pacer.passes_despite_closed_port(context.clock.now())) {
      finding = Finding{false, short_line(finding.result + ", but " + *closed), run.cost};
    }
  } catch (const engine::EngineError& error) {
    finding.result = short_line(error.daemon_message());
  }
  pacer.ran(context.clock.now());
  co_return finding;
}

}  // namespace devstack::probe
