// One pull: credentials as Docker keeps them, progress, and patience with registries in trouble.
#include <fmt/format.h>

#include "ensure_image.hpp"
#include "image_failure.hpp"
#include "layer_sum.hpp"

namespace devstack::reconcile {
namespace {

/// Runs into the limit unless a sign of life comes before.
Task<std::string> await_sign(Clock& clock, const bool& heard, Duration limit, std::string who) {
  co_await clock.sleep(limit);
  if (!heard) {
    co_return fmt::format("{} did not answer within {} s", who, limit.count() / 1000);
  }
  co_return std::string();
}

Task<std::string> pull_with_progress(RunnerState& state, const model::Service& service,
                                     bool& heard) {
  auto auth = co_await engine::find_credentials(state.context.docker_config_json,
                                                engine::registry_of(service.image),
                                                state.context.credential_helper);
  LayerSum layers(service.name);
  engine::Client::ProgressSink sink = [&](const engine::ProgressMessage& message) {
    heard = true;
    const TransferProgress progress = layers.add(message);
    if (!state.context.options.quiet_pull) state.context.sink(progress);
  };
  const auto failure = co_await state.context.client.pull_image(service.image, service.platform,
                                                                std::move(auth), std::move(sink));
  co_return failure.value_or(std::string());
}

/// The engine's refusal before the pull begins is a reason like any other.
Task<std::string> pull_or_reason(RunnerState& state, const model::Service& service, bool& heard) {
  std::string failure;
  try {
    failure = co_await pull_with_progress(state, service, heard);
  } catch (const engine::EngineError& error) {
    failure = error.daemon_message();
  }
  co_return failure;
}

}  // namespace

Task<std::string> pull_image(RunnerState& state, const model::Service& service,
                             Duration first_sign) {
  enum class Who { kPull, kSign };
  bool heard = false;
  TaskSet<Who, std::string> both;
  both.add(Who::kSign,
           await_sign(state.context.loop, heard, first_sign, "the registry of " + service.image));
  both.add(Who::kPull, pull_or_reason(state, service, heard));
  while (true) {
    auto finished = co_await both.next();
    std::string reason = finished.task.take();
    if (finished.key == Who::kPull || !reason.empty()) co_return reason;
  }
}

Task<std::string> pull_with_retries(RunnerState& state, const model::Service& service,
                                    Duration first_sign) {
  constexpr int kTries = 4;
  Duration pause = state.context.retry_pause;
  for (int tried = 1;; ++tried) {
    std::string failure = co_await pull_image(state, service, first_sign);
    if (failure.empty() || tried == kTries || !is_transient(failure)) co_return failure;
    state.notice(Notice::Level::kWarning, fmt::format("{}: {}; tries again ({} of {})",
                                                      service.name, failure, tried + 1, kTries));
    co_await state.context.loop.sleep(pause);
    pause *= 2;
  }
}

}  // namespace devstack::reconcile
