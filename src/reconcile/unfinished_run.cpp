// The engine goes on with a request whose client has died, and nothing in its API tells which ones
// are in its hands: only looking until nothing more appears does.
#include "devstack/reconcile/unfinished_run.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>
#include <vector>

#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kRecord[] = "run";
constexpr char kVerb[] = "verb";
constexpr char kStopping[] = "stopping";

constexpr Duration kLookEvery{200};
/// Longer than one create takes on a loaded machine; an engine that is asked for many answers them
/// one after another, so each that appears starts the time anew.
constexpr Duration kQuiet{3'000};
/// A stop has ten seconds of grace where nothing else is said.
constexpr Duration kQuietWhileStopping{13'000};
constexpr Duration kPatience{30'000};

/// Containers with their states, and networks.
Task<std::set<std::string>> look(engine::Client& client, std::string project) {
  const std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + project};
  std::set<std::string> seen;
  const auto containers = co_await client.list_containers(filters);
  for (const auto& container : containers) seen.insert(container.id + " " + container.state);
  const auto networks = co_await client.list_networks(filters);
  for (const auto& network : networks) seen.insert(network.id);
  co_return seen;
}

Duration quiet_time(const std::set<std::string>& seen, const std::vector<std::string>& stopping) {
  const bool may_stop = std::ranges::any_of(
      stopping, [&seen](const std::string& id) { return seen.contains(id + " running"); });
  return may_stop ? kQuietWhileStopping : kQuiet;
}

}  // namespace

void note_run(host::StateStore& state, const std::string& verb,
              const std::vector<std::string>& stopping) {
  host::StateStore::Record record;
  record[kVerb] = verb;
  if (!stopping.empty()) record[kStopping] = join(stopping, " ");
  state.write(kRecord, record, host::Survives::kProcess);
}

void forget_run(host::StateStore& state) {
  if (!state.read(kRecord).empty()) state.write(kRecord, {}, host::Survives::kProcess);
}

std::string cut_off_run(const host::StateStore& state) {
  const auto record = state.read(kRecord);
  const auto verb = record.find(kVerb);
  return verb == record.end() ? std::string() : verb->second;
}

std::vector<std::string> cut_off_stops(const host::StateStore& state) {
  const auto record = state.read(kRecord);
  const auto found = record.find(kStopping);
  std::vector<std::string> ids;
  if (found == record.end()) return ids;
  for (const auto id : split(found->second, ' ')) ids.emplace_back(id);
  return ids;
}

Task<void> wait_until_settled(engine::Client& client, Clock& clock, std::string project,
                              std::vector<std::string> stopping) {
  const SteadyTime give_up = clock.now() + kPatience;
  std::set<std::string> seen = co_await look(client, project);
  SteadyTime changed = clock.now();
  while (clock.now() - changed < quiet_time(seen, stopping) && clock.now() < give_up) {
    co_await clock.sleep(kLookEvery);
    std::set<std::string> now = co_await look(client, project);
    if (now == seen) continue;
    seen = std::move(now);
    changed = clock.now();
  }
}

}  // namespace devstack::reconcile
