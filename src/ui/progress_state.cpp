// The fold of events into what a screen shows.
#include "ui/progress_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace devstack::ui {
namespace {

void close_settled_tiers(ProgressState& state, SteadyTime now) {
  for (auto& tier : state.tiers) {
    if (!tier.began && has_begun(tier)) tier.began = now;
    if (!is_settled(tier)) {
      tier.ended.reset();
    } else if (!tier.ended) {
      tier.ended = now;
    }
  }
}

void apply_change(ServiceProgress& row, const ServiceChanged& change, SteadyTime now) {
  if (row.state != change.state) {
    row.transfer = {};
    // What is told of a service's readiness counts from its start, not from its creation.
    if (change.state == ServiceState::kStarting) row.began.reset();
  }
  row.state = change.state;
  // A later event of a run need not repeat that a stand-in runs.
  if (change.implementation != Implementation::kDeclared) {
    row.implementation = change.implementation;
  }
  row.optional = row.optional || change.optional;
  row.detail = change.detail;
  if (change.state != ServiceState::kWaiting && !row.began) row.began = now;
  row.took = change.took;
  if (is_settled(row.state) && !row.took && row.began) {
    row.took = std::chrono::duration_cast<Duration>(now - *row.began);
  }
}

}  // namespace

ServiceProgress& ProgressState::service(const std::string& name) {
  const auto found = index_.find(name);
  if (found != index_.end()) return tiers[found->second.first].services[found->second.second];
  if (tiers.empty() || tiers.back().label != "others") tiers.push_back({"others", {}, {}, {}});
  auto& others = tiers.back().services;
  others.push_back({});
  others.back().name = name;
  index_.emplace(name, std::pair(tiers.size() - 1, others.size() - 1));
  return others.back();
}

bool is_settled(ServiceState state) {
  switch (state) {
    case ServiceState::kReady:
    case ServiceState::kJobDone:
    case ServiceState::kJobUnchanged:
    case ServiceState::kStopped:
    case ServiceState::kRemoved:
    case ServiceState::kFailed:
    case ServiceState::kSkipped:
    case ServiceState::kPulled:
    case ServiceState::kBuilt:
    case ServiceState::kPushed:
      return true;
    case ServiceState::kPushing:
    case ServiceState::kWaiting:
    case ServiceState::kPulling:
    case ServiceState::kBuilding:
    case ServiceState::kCreating:
    case ServiceState::kStarting:
    case ServiceState::kStopping:
    case ServiceState::kRemoving:
      return false;
  }
  return false;
}

bool is_settled(const TierProgress& tier) {
  return std::all_of(tier.services.begin(), tier.services.end(),
                     [](const ServiceProgress& row) { return is_settled(row.state); });
}

bool has_begun(const TierProgress& tier) {
  return std::any_of(tier.services.begin(), tier.services.end(), [](const ServiceProgress& row) {
    return row.state != ServiceState::kWaiting;
  });
}

void apply(ProgressState& state, const UiEvent& event, SteadyTime now) {
  if (const auto* run = std::get_if<RunStarted>(&event)) {
    state = ProgressState{};
    state.began = now;
    state.run = *run;
    for (const auto& tier : run->tiers) {
      const std::size_t number = state.tiers.size();
      auto& made = state.tiers.emplace_back();
      made.label = tier.name.empty() ? fmt::format("tier {}", number + 1) : tier.name;
      for (const auto& name : tier.services) {
        state.index_.emplace(name, std::pair(number, made.services.size()));
        made.services.push_back({});
        made.services.back().name = name;
      }
    }
  } else if (const auto* change = std::get_if<ServiceChanged>(&event)) {
    apply_change(state.service(change->service), *change, now);
    close_settled_tiers(state, now);
  } else if (const auto* transfer = std::get_if<TransferProgress>(&event)) {
    state.service(transfer->service).transfer = *transfer;
  } else if (const auto* failure = std::get_if<FailureReport>(&event)) {
    state.failures.push_back(*failure);
  } else if (const auto* finished = std::get_if<RunFinished>(&event)) {
    state.finished = *finished;
  }
}

}  // namespace devstack::ui
