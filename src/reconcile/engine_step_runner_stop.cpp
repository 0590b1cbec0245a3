// Containers come to their end.
#include "engine_step_runner_steps.hpp"

namespace devstack::reconcile {

Task<StepResult> stop_container(RunnerState& state, StopContainer action) {
  state.begin(action.service);
  state.changed(action.service, ServiceState::kStopping);
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
