// Jobs: services that must end with exit code 0.
#include <fmt/format.h>

#include "devstack/io/loop.hpp"
#include "engine_step_runner_steps.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::chrono::seconds kGrace{10};

model::Job limits_of(const model::Service& service) {
  return service.extension.job.value_or(model::Job{});
}

/// One wait and a look: the wait's answer may be cut short by the engine, what counts is the
/// inspection. Empty while it runs.
Task<std::optional<engine::ContainerDetails>> wait_and_look(engine::Client& client,
                                                            std::string id) {
  try {
    co_await client.wait_container(id);
  } catch (const engine::EngineError&) {
    // The inspection that follows tells what has happened.
  }
  auto container = co_await client.inspect_container(id);
  if (!container) {
    container.emplace();
    container->id = id;
    container->error = "the container was removed";
  } else if (container->running) {
    container.reset();
  }
  co_return container;
}

Task<engine::ContainerDetails> await_end(RunnerState& state, std::string id) {
  constexpr Duration kPause{200};
  while (true) {
    auto container = co_await wait_and_look(state.context.client, id);
    if (container) co_return std::move(*container);
    co_await state.context.loop.sleep(kPause);
  }
}

Task<StepFailed> stop_late_job(RunnerState& state, const model::Service& service, std::string id,
                               std::string and_so) {
  const auto container = co_await state.context.client.inspect_container(id);
  co_await state.context.client.stop_container(id, kGrace);
  std::string log;
  if (container) log = co_await log_for_report(state.context.client, *container);
  co_return job_timed_out(service, limits_of(service).timeout, and_so, log);
}

Task<StepResult> job_succeeded(RunnerState& state, std::string service) {
  const std::string fingerprint =
      co_await current_job_fingerprint(state.context.client, state.context.stack, service);
  state.record_job(service, fingerprint);
  state.finished(service, ServiceState::kJobDone);
  co_return StepDone{};
}

/// A lost answer is looked up: it may run, or have ended again. The engine's words of a refusal;
/// empty when it was started.
Task<std::string> start_again(engine::Client& client, const engine::ContainerDetails& ended) {
  const StartAnswer answer = co_await ask_to_start(client, ended.id);
  if (!answer.lost) co_return answer.refusal;
  const auto now = co_await client.inspect_container(ended.id);
  const bool started = now && (now->running || now->started_at != ended.started_at);
  if (!started) std::rethrow_exception(answer.lost);
  co_return std::string();
}

}  // namespace

Task<StepResult> await_job(RunnerState& state, const Step& step, AwaitJob action) {
  if (state.skips(action.service)) co_return StepDone{};
  const model::Service& service = state.service(action.service);
  const std::string and_so = consequence(state.context.plan, step);
  const model::Job limits = limits_of(service);
  const std::string id = state.container(action.service, 1);
  state.begin(action.service);
  for (int retries = 0;; ++retries) {
    auto ending = await_end(state, id);
    const auto container =
        co_await io::with_deadline(state.context.loop, limits.timeout, std::move(ending));
    if (!container) co_return co_await stop_late_job(state, service, id, and_so);
    if (container->exit_code == 0 && container->error.empty()) {
      co_return co_await job_succeeded(state, action.service);
    }
    if (retries >= limits.retries) {
      const std::string log = co_await log_for_report(state.context.client, *container);
      co_return job_failed(service, *container, and_so, log);
    }
    state.changed(action.service, ServiceState::kStarting,
                  fmt::format("exit code {}, {} of {}", container->exit_code,
                              count(static_cast<std::size_t>(retries) + 1, "retry", "retries"),
                              limits.retries));
    const std::string refusal = co_await start_again(state.context.client, *container);
    if (!refusal.empty()) {
      co_return engine_refused("DS3105", fmt::format("{} cannot be started", service.name), refusal,
                               service.span);
    }
  }
}

}  // namespace devstack::reconcile
