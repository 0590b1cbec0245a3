#include "cli/converge/runtime_watch.hpp"

#include <fmt/format.h>

#include <csignal>
#include <utility>

#include "devstack/base/exit_status.hpp"
#include "devstack/base/units.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// Three failures within a minute are a loop; the engine waits at most a minute between restarts.
constexpr std::size_t kLoop = 3;
constexpr std::chrono::minutes kWindow{1};

std::string code_text(int code) {
  if (const auto signal = signal_of(code)) return fmt::format("code {} (signal {})", code, *signal);
  return fmt::format("code {}", code);
}

/// Of HUP, USR1, USR2 and WINCH programs do other things.
bool ends_processes(const std::string& signal) {
  return signal != "1" && signal != "10" && signal != "12" && signal != "28";
}

constexpr int kKilled = kSignalBase + SIGKILL;

RuntimeNotice out_of_memory(const std::string& service) {
  return {RuntimeNotice::Kind::kOutOfMemory, service,
          service + " was killed: it ran out of memory (mem_limit)", kKilled};
}

}  // namespace

RuntimeWatch::RuntimeWatch(std::function<bool(const std::string&)> is_job)
    : is_job_(std::move(is_job)) {}

std::vector<RuntimeNotice> RuntimeWatch::take(const engine::EngineEvent& event) {
  using Kind = RuntimeNotice::Kind;
  std::vector<RuntimeNotice> notices;
  const std::string service = engine::label(event.attributes, model::labels::kService);
  if (service.empty() || engine::label(event.attributes, model::labels::kOneOff) == "True") {
    return notices;
  }
  Container& container = containers_[event.actor_id];
  if (event.action == "start") {
    container.out_of_memory = container.asked_to_end = container.killed = false;
  } else if (event.action == "oom") {
    container.out_of_memory = true;
    // Engines tell of it on another way than of the end, and may be late with it.
    if (std::exchange(container.killed, false)) notices.push_back(out_of_memory(service));
  } else if (event.action == "kill") {
    if (ends_processes(engine::label(event.attributes, "signal"))) container.asked_to_end = true;
  } else if (event.action == "die") {
    ended(event, service, container, notices);
  } else if (event.action == "destroy") {
    containers_.erase(event.actor_id);
  } else if (event.health_status == "unhealthy") {
    container.unhealthy = true;
    notices.push_back({Kind::kUnhealthy, service, service + " has become unhealthy"});
  } else if (event.health_status == "healthy" && std::exchange(container.unhealthy, false)) {
    notices.push_back({Kind::kHealthy, service, service + " is healthy again"});
  }
  return notices;
}

void RuntimeWatch::ended(const engine::EngineEvent& event, const std::string& service,
                         Container& container, std::vector<RuntimeNotice>& notices) const {
  using Kind = RuntimeNotice::Kind;
  const int code = event.exit_code.value_or(0);
  container.unhealthy = false;
  if (container.asked_to_end && !container.out_of_memory) {
    notices.push_back({Kind::kEnded, service, service + " was stopped", code});
    return;
  }
  if (container.out_of_memory) {
    notices.push_back(out_of_memory(service));
  } else if (code == 0) {
    const auto* what = is_job_(service) ? " is done" : " ended with code 0";
    notices.push_back({Kind::kEnded, service, service + what, code});
  } else {
    container.killed = code == kKilled;
    notices.push_back(
        {Kind::kFailed, service, fmt::format("{} failed with {}", service, code_text(code)), code});
  }
  auto& failures = container.failures;
  failures.push_back(event.time);
  while (event.time - failures.front() > kWindow) failures.pop_front();
  if (failures.size() < kLoop) {
    container.told = 0;
  } else if (failures.size() >= 2 * container.told) {
    // Not at each turn of the loop.
    container.told = failures.size();
    notices.push_back(
        {Kind::kCrashLoop, service,
         fmt::format("{} starts and ends again and again: {} times within {}", service,
                     failures.size(), format_duration(event.time - failures.front())),
         code});
  }
}

}  // namespace devstack::cli
