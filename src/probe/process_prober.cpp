// The same tries as for containers where only an address counts; commands and logs are the host's.
#include "devstack/probe/process_prober.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "devstack/io/loop.hpp"
#include "probe/attempt.hpp"
#include "probe/attempt_history.hpp"
#include "probe/log_matcher.hpp"
#include "probe/probe_log.hpp"

namespace devstack::probe {
namespace {

/// A process that has no test has to live this long.
constexpr Duration kRunsFor{500};
constexpr Duration kLongestPause{250};

Target at_this_host(const ProcessTarget& process) {
  Target target;
  target.service = process.service;
  target.address = "127.0.0.1";
  return target;
}

ProbeContext reaching_this_host(ProbeContext context) {
  context.addresses_reachable = true;
  return context;
}

Task<Finding> try_command(ProcessProbeContext context, const ProcessTarget& target,
                          const model::ExecProbe& probe, Duration timeout) {
  host::Command command;
  command.argv = probe.command;
  command.working_dir = target.working_dir;
  command.environment = target.environment;
  const auto result = co_await context.launcher.run(std::move(command), timeout);
  if (!result) co_return Finding{false, "no such program: " + probe.command.front()};
  const std::string output = result->output + result->error;
  if (result->exit_code != 0) {
    co_return Finding{false, short_line(fmt::format("exit {}: {}", result->exit_code, output))};
  }
  const bool found = output.find(probe.expect_stdout) != std::string::npos;
  co_return Finding{found, short_line(found ? output : "exit 0, but the output is: " + output)};
}

Finding look_into_log(const ProcessTarget& target, const model::LogProbe& probe) {
  LogMatcher matcher(probe.pattern);
  std::ifstream file(target.log, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(target.log_begin));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  matcher.feed(engine::LogStream::kStdout, text);
  return finding_of(matcher);
}

Task<Finding> try_process(ProcessProbeContext context, const ProcessTarget& target,
                          const model::ProbeSpec& spec) {
  const ProbeContext reaching = reaching_this_host(context.base);
  const Target address = at_this_host(target);
  Finding finding{true, "it runs"};
  if (const auto* http = std::get_if<model::HttpProbe>(&spec.kind)) {
    finding = co_await try_http(reaching, address, *http, spec.timeout);
  } else if (const auto* tcp = std::get_if<model::TcpProbe>(&spec.kind)) {
    finding = co_await try_tcp(reaching, address, *tcp, spec.timeout);
  } else if (const auto* exec = std::get_if<model::ExecProbe>(&spec.kind)) {
    finding = co_await try_command(context, target, *exec, spec.timeout);
  } else if (const auto* log = std::get_if<model::LogProbe>(&spec.kind)) {
    finding = look_into_log(target, *log);
  }
  co_return finding;
}

}  // namespace

Task<ProcessVerdict> await_process(ProcessProbeContext context, ProcessTarget target,
                                   model::ProbeSpec spec, ProcessWatch watch,
                                   ProgressSink progress) {
  Clock& clock = context.base.clock;
  const SteadyTime began = clock.now();
  const auto elapsed = [&clock, began] {
    return std::chrono::duration_cast<Duration>(clock.now() - began);
  };
  const bool only_runs = std::holds_alternative<model::RunningProbe>(spec.kind);
  AttemptHistory history(std::move(progress));
  ProcessVerdict verdict;
  while (true) {
    const Duration from = elapsed();
    const Finding finding = co_await try_process(context, target, spec);
    // Looked at after the try: an answer of somebody else's port is none of a process that ended.
    if (auto ending = watch()) {
      verdict.outcome = Outcome::kExited;
      verdict.ending = std::move(*ending);
      break;
    }
    const bool passed = finding.passed && (!only_runs || elapsed() >= kRunsFor);
    history.add(elapsed(), finding);
    if (passed) break;
    if (elapsed() >= spec.within) {
      verdict.outcome = Outcome::kDeadline;
      break;
    }
    const Duration pause =
        spec.every.value_or(std::min(adaptive_interval(history.tries()), kLongestPause));
    co_await clock.sleep(std::max(pause, (elapsed() - from) / 4));
  }
  verdict.took = elapsed();
  verdict.tries = history.tries();
  verdict.last = history.last();
  co_return verdict;
}

Task<Attempt> probe_process_once(ProcessProbeContext context, ProcessTarget target,
                                 model::ProbeSpec spec) {
  const SteadyTime began = context.base.clock.now();
  const Finding finding = co_await try_process(context, target, spec);
  const auto took = std::chrono::duration_cast<Duration>(context.base.clock.now() - began);
  co_return Attempt{took, finding.passed, finding.result};
}

}  // namespace devstack::probe
