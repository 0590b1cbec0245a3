// One image to its registry: credentials as Docker keeps them, progress, patience with registries
// in trouble.
#include <fmt/format.h>

#include "engine_step_runner_steps.hpp"
#include "image_failure.hpp"
#include "layer_sum.hpp"

namespace devstack::reconcile {
namespace {

Task<std::string> push_once(RunnerState& state, PushImage action) {
  auto auth = co_await engine::find_credentials(state.context.docker_config_json,
                                                engine::registry_of(action.image),
                                                state.context.credential_helper);
  LayerSum layers(action.service);
  engine::Client::ProgressSink sink = [&](const engine::ProgressMessage& message) {
    const TransferProgress progress = layers.add(message);
    if (!state.context.options.quiet_pull) state.context.sink(progress);
  };
  const auto failure =
      co_await state.context.client.push_image(action.image, std::move(auth), std::move(sink));
  co_return failure.value_or(std::string());
}

}  // namespace

Task<StepResult> push_image(RunnerState& state, PushImage action) {
  constexpr int kTries = 3;
  state.begin(action.service);
  Duration pause = state.context.retry_pause;
  std::string failure;
  for (int tried = 1; tried <= kTries; ++tried) {
    state.changed(action.service, ServiceState::kPushing, failure);
    failure = co_await push_once(state, action);
    if (failure.empty()) {
      state.finished(action.service, ServiceState::kPushed, action.image);
      co_return StepDone{};
    }
    if (!is_transient(failure) || tried == kTries) break;
    co_await state.context.loop.sleep(pause);
    pause *= 2;
  }
  co_return push_failed(state.service(action.service), action.image, failure);
}

}  // namespace devstack::reconcile
