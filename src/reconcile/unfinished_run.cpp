// The engine goes on with a request whose client has died, and nothing in its API tells which ones
// are in its hands: only looking until nothing more appears does.
#include "devstack/reconcile/unfinished_run.hpp"

#include <chrono>
#include <set>
#include <utility>
#include <vector>

#include "devstack/model/labels.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kRecord[] = "run";
constexpr char kVerb[] = "verb";

constexpr Duration kLookEvery{200};
/// Longer than one create takes on a loaded machine; an engine that is asked for many answers them
/// one after another, so each that appears starts the time anew.
constexpr Duration kQuiet{3'000};
constexpr Duration kPatience{30'000};

Task<std::set<std::string>> ids_of(engine::Client& client, std::string project) {
  const std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + project};
  std::set<std::string> ids;
  const auto containers = co_await client.list_containers(filters);
  for (const auto& container : containers) ids.insert(container.id);
  const auto networks = co_await client.list_networks(filters);
  for (const auto& network : networks) ids.insert(network.id);
  co_return ids;
}

}  // namespace

void note_run(host::StateStore& state, const std::string& verb) {
  host::StateStore::Record record;
  record[kVerb] = verb;
  state.write(kRecord, record);
}

void forget_run(host::StateStore& state) { state.write(kRecord, {}); }

std::string cut_off_run(const host::StateStore& state) {
  const auto record = state.read(kRecord);
  const auto verb = record.find(kVerb);
  return verb == record.end() ? std::string() : verb->second;
}

Task<void> wait_until_settled(engine::Client& client, Clock& clock, std::string project) {
  const SteadyTime give_up = clock.now() + kPatience;
  std::set<std::string> seen = co_await ids_of(client, project);
  SteadyTime changed = clock.now();
  while (clock.now() - changed < kQuiet && clock.now() < give_up) {
    co_await clock.sleep(kLookEvery);
    std::set<std::string> now = co_await ids_of(client, project);
    if (now == seen) continue;
    seen = std::move(now);
    changed = clock.now();
  }
}

}  // namespace devstack::reconcile
