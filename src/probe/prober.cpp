// A wait is four tasks side by side: the probe, the container's exit, the deadline; the first to
// finish decides.
#include "devstack/probe/prober.hpp"

#include <algorithm>
#include <utility>

#include "probe/attempt.hpp"
#include "probe/attempt_history.hpp"
#include "probe/exec_pacer.hpp"
#include "probe/exit_watch.hpp"
#include "probe/probe_log.hpp"
#include "probe/probe_shell.hpp"

namespace devstack::probe {
namespace {

/// What the tasks of one wait share; lives as long as they do.
struct Wait {
  ProbeContext context;
  Target target;
  model::ProbeSpec spec;
  SteadyTime began;
  AttemptHistory history;
  ExecPacer pacer;
  std::optional<ProbeShell> shell;  ///< of exec probes that are asked more than once
  std::optional<engine::ContainerDetails> container;

  Wait(ProbeContext c, Target t, model::ProbeSpec s, ProgressSink progress)
      : context(c),
        target(std::move(t)),
        spec(std::move(s)),
        began(c.clock.now()),
        history(std::move(progress)),
        pacer(began) {}

  void use_shell() {
    const auto* exec = std::get_if<model::ExecProbe>(&spec.kind);
    if (exec != nullptr) shell.emplace(context, target.container_id, exec_command(*exec));
  }

  [[nodiscard]] Duration elapsed() const {
    return std::chrono::duration_cast<Duration>(context.clock.now() - began);
  }
};

Task<Finding> try_once(Wait& wait) {
  const ProbeContext context = wait.context;
  const Duration timeout = wait.spec.timeout;
  const model::ProbeKind& kind = wait.spec.kind;
  if (const auto* exec = std::get_if<model::ExecProbe>(&kind)) {
    return try_exec(context, wait.target, *exec, timeout, wait.pacer,
                    wait.shell ? &*wait.shell : nullptr);
  }
  if (const auto* http = std::get_if<model::HttpProbe>(&kind)) {
    return try_http(context, wait.target, *http, timeout);
  }
  if (const auto* tcp = std::get_if<model::TcpProbe>(&kind)) {
    return try_tcp(context, wait.target, *tcp, timeout);
  }
  if (const auto* log = std::get_if<model::LogProbe>(&kind)) {
    return try_log(context, wait.target, *log, timeout);
  }
  return try_running(context, wait.target);
}

Cost cost_of(const Wait& wait, const Finding& finding) {
  const bool from_outside = std::holds_alternative<model::HttpProbe>(wait.spec.kind) ||
                            std::holds_alternative<model::TcpProbe>(wait.spec.kind);
  return from_outside ? Cost::kNone : finding.cost;
}

/// Cheap tries stay quick for the first seconds. What costs the container time rests longer than it
/// took, so that the service gets most of it.
Duration pause_after(const Wait& wait, const Finding& finding, Duration took) {
  if (wait.spec.every) return *wait.spec.every;
  constexpr Duration kCheapEarly{50};
  constexpr Duration kCheapLate{250};
  constexpr Duration kEarly{5'000};
  constexpr int kRestOfCommand = 2;
  const Duration grown = adaptive_interval(wait.history.tries());
  const Duration quick = std::min(grown, wait.elapsed() < kEarly ? kCheapEarly : kCheapLate);
  switch (cost_of(wait, finding)) {
    case Cost::kNone:
      return quick;
    case Cost::kCommand:
      return std::max(quick, took * kRestOfCommand);
    case Cost::kExec:
      return std::max(grown, took);
  }
  return grown;
}

Task<Outcome> probe_until_ready(Wait& wait) {
  while (true) {
    const Duration from = wait.elapsed();
    const Finding finding = co_await try_once(wait);
    wait.history.add(wait.elapsed(), finding);
    if (finding.passed) co_return Outcome::kReady;
    co_await wait.context.clock.sleep(pause_after(wait, finding, wait.elapsed() - from));
  }
}

enum class LogPart { kStream, kMatch, kTick };

/// Resumed inside the log stream, so it lets the loop turn once before anybody ends that stream.
Task<void> await_match(Clock& clock, Event& matched) {
  co_await matched;
  co_await clock.sleep(Duration{0});
}

Task<void> follow_safely(Wait& wait, const Target& target, LogMatcher& matcher, Event& matched) {
  try {
    co_await follow_log(wait.context, target, matcher, matched);
  } catch (const engine::EngineError&) {
    // The log of a container that ends may end in an error; the exit watch tells about the end.
  }
}

/// One reading of the log, from the container's start until its end or a match.
Task<bool> match_in_log(Wait& wait, const model::LogProbe& probe) {
  constexpr Duration kTick{250};
  const Target target = wait.target;
  LogMatcher matcher(probe.pattern);
  Event matched;
  TaskSet<LogPart, void> parts;
  parts.add(LogPart::kStream, follow_safely(wait, target, matcher, matched));
  parts.add(LogPart::kMatch, await_match(wait.context.clock, matched));
  parts.add(LogPart::kTick, wait.context.clock.sleep(kTick));
  while (true) {
    auto part = co_await parts.next();
    part.task.take();
    wait.history.add(wait.elapsed(), finding_of(matcher));
    if (matcher.matched()) co_return true;
    if (part.key == LogPart::kStream) co_return false;
    parts.add(LogPart::kTick, wait.context.clock.sleep(kTick));
  }
}

Task<Outcome> match_until_ready(Wait& wait) {
  constexpr Duration kReopen{500};
  const auto& probe = std::get<model::LogProbe>(wait.spec.kind);
  while (true) {
    const bool matched = co_await match_in_log(wait, probe);
    if (matched) co_return Outcome::kReady;
    co_await wait.context.clock.sleep(kReopen);
  }
}

Task<Outcome> notice_exit(Wait& wait) {
  wait.container = co_await watch_exit(wait.context, wait.target);
  co_return Outcome::kExited;
}

/// The engine's own verdict counts only with evidence of this run of the container.
bool says_unhealthy(const engine::ContainerDetails& container) {
  return container.health_status == "unhealthy" && container.started_at &&
         std::any_of(container.health_log.begin(), container.health_log.end(),
                     [&](const auto& entry) { return entry.start >= *container.started_at; });
}

/// Time in which this program was stopped (Ctrl-Z) is not the service's. It shows as a sleep that
/// took far longer than it was to.
Task<Outcome> give_up(Wait& wait) {
  constexpr Duration kSlice{500};
  Clock& clock = wait.context.clock;
  for (Duration left = wait.spec.within; left > Duration{0};) {
    const Duration slice = std::min(left, kSlice);
    const SteadyTime from = clock.now();
    co_await clock.sleep(slice);
    const auto took = std::chrono::duration_cast<Duration>(clock.now() - from);
    left -= std::clamp(took, slice, 2 * slice);
  }
  co_return Outcome::kDeadline;
}

Task<Outcome> first_outcome(Wait& wait) {
  TaskSet<int, Outcome> racers;
  const bool log = std::holds_alternative<model::LogProbe>(wait.spec.kind);
  racers.add(0, log ? match_until_ready(wait) : probe_until_ready(wait));
  racers.add(1, notice_exit(wait));
  racers.add(2, give_up(wait));
  auto first = co_await racers.next();
  co_return first.task.take();
}

}  // namespace

Task<Verdict> await_ready(ProbeContext context, Target target, model::ProbeSpec spec,
                          ProgressSink progress) {
  Wait wait(context, std::move(target), std::move(spec), std::move(progress));
  wait.use_shell();
  Verdict verdict;
  verdict.outcome = co_await first_outcome(wait);
  verdict.took = wait.elapsed();
  if (verdict.outcome == Outcome::kDeadline) {
    wait.container = co_await context.client.inspect_container(wait.target.container_id);
    if (wait.container && says_unhealthy(*wait.container)) verdict.outcome = Outcome::kUnhealthy;
  }
  verdict.tries = wait.history.tries();
  verdict.last = wait.history.last();
  verdict.container = std::move(wait.container);
  co_return verdict;
}

Task<Attempt> probe_once(ProbeContext context, Target target, model::ProbeSpec spec) {
  Wait wait(context, std::move(target), std::move(spec), {});
  wait.pacer = ExecPacer(wait.began - ExecPacer::kTrustDespiteClosedPort);
  const Finding finding = co_await try_once(wait);
  const Attempt attempt{wait.elapsed(), finding.passed, finding.result};
  co_return attempt;
}

}  // namespace devstack::probe
