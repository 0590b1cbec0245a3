// Containers come to their end.
#include <fmt/format.h>

#include "engine_step_runner_steps.hpp"

namespace devstack::reconcile {

namespace {

/// Empty for a service that the file no longer has.
std::vector<model::Hook> pre_stop_of(const model::Stack& stack, const std::string& name) {
  for (const auto* services : {&stack.services, &stack.disabled}) {
    const auto found = services->find(name);
    if (found != services->end()) return found->second.pre_stop;
  }
  return {};
}

/// A hook that fails is told of, and the container stopped all the same: what is to go, goes.
Task<void> run_pre_stop(RunnerState& state, const StopContainer& action) {
  std::vector<model::Hook> hooks = pre_stop_of(state.context.stack, action.service);
  if (hooks.empty()) co_return;
  std::string lost;
  try {
    const auto failed = co_await run_hooks(state.context.client, action.id, std::move(hooks));
    if (failed) lost = fmt::format("`{}` {}", failed->command, failed->how);
  } catch (const engine::EngineError& error) {
    // Gone, or no longer running: there is nothing left to prepare.
    if (error.status() != 404 && error.status() != 409) lost = error.what();
  }
  if (lost.empty()) co_return;
  state.notice(Notice::Level::kWarning,
               fmt::format("{}: its pre_stop hook failed: {}", action.service, lost));
}

}  // namespace

Task<StepResult> stop_container(RunnerState& state, StopContainer action) {
  state.begin(action.service);
  state.changed(action.service, ServiceState::kStopping);
  co_await run_pre_stop(state, action);
  co_await state.context.client.stop_container(action.id, action.grace);
  state.finished(action.service, ServiceState::kStopped);
  co_return StepDone{};
}

Task<StepResult> remove_container(RunnerState& state, RemoveContainer action) {
  state.begin(action.service);
  state.changed(action.service, ServiceState::kRemoving);
  const auto volumes = action.anonymous_volumes ? engine::Client::AnonymousVolumes::kRemove
                                                : engine::Client::AnonymousVolumes::kKeep;
  co_await state.context.client.remove_container(action.id, volumes);
  state.finished(action.service, ServiceState::kRemoved);
  co_return StepDone{};
}

}  // namespace devstack::reconcile
