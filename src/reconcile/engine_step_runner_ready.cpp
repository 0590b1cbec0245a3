// Gates: a service is ready when its probe says so, with evidence of this start.
#include <fmt/format.h>

#include "devstack/reconcile/probe_target.hpp"
#include "engine_step_runner_steps.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr int kLogLines = 60;

/// The image's part in readiness, from the observation or, where it was not looked at, from the
/// container itself, which carries the test in effect.
ObservedImage image_of(const RunnerState& state, const std::string& reference,
                       const engine::ContainerDetails& container) {
  const auto seen = state.context.observed.images.find(reference);
  if (seen != state.context.observed.images.end() && seen->second) return *seen->second;
  return image_in_effect(container);
}

StepFailed gone(const model::Service& service, const std::string& and_so) {
  StepFailed failed;
  failed.report.code = "DS3102";
  failed.report.title =
      fmt::format("the container of {} was removed before it was ready{}", service.name, and_so);
  failed.report.next = {"devstack up"};
  return failed;
}

/// Without a test nothing says that it was to stay: what nobody calls a job may be one (Compose's
/// files have no word for it).
bool ended_well(const model::ProbeSpec& spec, const probe::Verdict& verdict) {
  return std::holds_alternative<model::RunningProbe>(spec.kind) &&
         verdict.outcome == probe::Outcome::kExited && verdict.container &&
         verdict.container->status == "exited" && verdict.container->exit_code == 0;
}

StepResult done_by_itself(RunnerState& state, const std::string& service,
                          const engine::ContainerDetails& container) {
  state.record_ready(container.id, ended_proof(container));
  state.finished(service, ServiceState::kJobDone, "has ended with exit code 0");
  state.notice(
      Notice::Level::kInfo,
      fmt::format("{0} has ended with exit code 0; if that is its job, say so, and it runs "
                  "again only when it must: services.{0}.x-devstack: {{job: {{}}}}",
                  service));
  return StepDone{};
}

}  // namespace

probe::ProgressSink progress_of(RunnerState& state, std::string service, std::string what) {
  return [&state, service = std::move(service), what = std::move(what)](
             const probe::Attempt& attempt, std::size_t tries) {
    if (attempt.passed) return;
    state.changed(service, ServiceState::kStarting,
                  fmt::format("{} {} ({} try)", what, attempt.result, ordinal(tries)));
  };
}

Task<std::string> log_for_report(engine::Client& client,
                                 const engine::ContainerDetails& container) {
  const std::string since = probe::log_since(probe::log_begin(container));
  std::string log;
  try {
    log = co_await client.log_tail(container.id, kLogLines, since);
  } catch (const engine::EngineError& error) {
    log = "(no log: " + error.daemon_message() + ")";
  }
  co_return log;
}

Task<StepResult> await_ready(RunnerState& state, const Step& step, AwaitReady action) {
  const model::Service& service = state.service(action.service);
  const std::string and_so = consequence(state.context.plan, step);
  state.begin(action.service);
  const std::string id = state.container(action.service, action.number);
  auto container = state.recall(id);
  if (!container) container = co_await state.context.client.inspect_container(id);
  if (!container) co_return gone(service, and_so);

  const ObservedImage image = image_of(state, state.image(action.service).reference, *container);
  const model::ProbeSpec spec = effective_probe(service, &image);
  const probe::Target target = co_await probe_target(state.context.client, service, *container);
  const probe::ProbeContext context{state.context.client, state.context.transport,
                                    state.context.loop, state.context.addresses_reachable};
  auto progress = progress_of(state, action.service, describe(spec.kind));
  const probe::Verdict verdict =
      co_await probe::await_ready(context, target, spec, std::move(progress));
  if (verdict.outcome == probe::Outcome::kReady) {
    state.record_ready(id, readiness_proof(*container));
    state.finished(action.service, ServiceState::kReady);
    co_return StepDone{};
  }
  if (ended_well(spec, verdict)) {
    co_return done_by_itself(state, action.service, *verdict.container);
  }
  std::string log;
  if (verdict.container) log = co_await log_for_report(state.context.client, *verdict.container);
  const NotReady facts{service, spec, target, verdict, and_so, log};
  co_return not_ready(facts);
}

}  // namespace devstack::reconcile
