// Containers come to their end.
#include "engine_step_runner_steps.hpp"

namespace devstack::reconcile {
namespace {

/// False when the container is gone already.
Task<bool> stop_if_there(engine::Client& client, std::string id, std::chrono::seconds grace) {
  bool there = true;
  try {
    co_await client.stop_container(std::move(id), grace);
  } catch (const engine::EngineError& error) {
    if (error.status() != 404) throw;
    there = false;
  }
  co_return there;
}

}  // namespace

Task<StepResult> stop_container(RunnerState& state, StopContainer action) {
  state.begin(action.service);
  state.changed(action.service, ServiceState::kStopping);
  co_await stop_if_there(state.context.client, action.id, action.grace);
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
