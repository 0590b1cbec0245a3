// The wait call wakes, inspect decides: a wait's answer may be about an exit that a restart policy
// has already undone, or be lost with the engine's restart.
#include "probe/exit_watch.hpp"

#include <algorithm>

namespace devstack::probe {
namespace {

/// Services that are ready at once need no watch.
constexpr Duration kGrace{30};
constexpr Duration kPause{200};

Task<void> wait_for_exit(engine::Client& client, std::string id) {
  try {
    co_await client.wait_container(std::move(id));
  } catch (const engine::EngineError&) {
    // What has happened is read from the inspection that follows.
  }
}

bool is_up(const engine::ContainerDetails& container) {
  return container.running || container.status == "running" || container.status == "restarting" ||
         container.status == "paused";
}

void follow_restart(Target& target, const engine::ContainerDetails& container) {
  target.log_begins = log_begin(container);
  const auto& addresses = container.network_addresses;
  const auto is_current = [&](const auto& entry) { return entry.second == target.address; };
  if (target.address.empty() || std::any_of(addresses.begin(), addresses.end(), is_current)) return;
  const auto first = std::find_if(addresses.begin(), addresses.end(),
                                  [](const auto& entry) { return !entry.second.empty(); });
  if (first != addresses.end()) target.address = first->second;
}

}  // namespace

Task<std::optional<engine::ContainerDetails>> watch_exit(ProbeContext context, Target& target) {
  co_await context.clock.sleep(kGrace);
  std::optional<std::int64_t> restarts_before;
  while (true) {
    co_await wait_for_exit(context.client, target.container_id);
    auto container = co_await context.client.inspect_container(target.container_id);
    if (!container || !is_up(*container)) co_return container;
    if (!restarts_before) restarts_before = std::max<std::int64_t>(container->restart_count, 1) - 1;
    if (container->restart_count - *restarts_before >= kCrashLoopRestarts) co_return container;
    follow_restart(target, *container);
    co_await context.clock.sleep(kPause);
  }
}

}  // namespace devstack::probe
