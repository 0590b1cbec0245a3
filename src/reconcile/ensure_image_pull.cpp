// One pull: credentials as Docker keeps them, progress of all layers as one sum.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "ensure_image.hpp"

namespace devstack::reconcile {
namespace {

/// Sums the layers up: each message tells about one of them.
class LayerSum {
 public:
  void add(const engine::ProgressMessage& message) {
    if (message.total <= 0 || message.status != "Downloading") return;
    layers_[message.id] = {message.current, message.total};
  }
  [[nodiscard]] TransferProgress progress(const std::string& service) const {
    TransferProgress progress;
    progress.service = service;
    for (const auto& [id, layer] : layers_) {
      progress.current_bytes += layer.first;
      progress.total_bytes += layer.second;
    }
    return progress;
  }

 private:
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> layers_;
};

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
  LayerSum layers;
  engine::Client::ProgressSink sink = [&](const engine::ProgressMessage& message) {
    heard = true;
    layers.add(message);
    state.context.sink(layers.progress(service.name));
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

bool is_registry_unreachable(const std::string& reason) {
  // Go's network errors as the engine passes them on, and our own words for silence.
  constexpr std::array kSigns{"dial tcp",           "no such host",           "i/o timeout",
                              "connection refused", "network is unreachable", "Client.Timeout",
                              "TLS handshake",      "context deadline",       "proxyconnect",
                              "server misbehaving", "did not answer",         "EOF"};
  return std::ranges::any_of(
      kSigns, [&](const char* sign) { return reason.find(sign) != std::string::npos; });
}

bool is_base_image_missing(const std::string& words) {
  constexpr std::array kSigns{"pull access denied", "manifest unknown", "manifest for",
                              "failed to resolve reference", "failed to resolve source metadata"};
  return is_registry_unreachable(words) || std::ranges::any_of(kSigns, [&](const char* sign) {
           return words.find(sign) != std::string::npos;
         });
}

}  // namespace devstack::reconcile
