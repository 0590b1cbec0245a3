// Everything a screen shows of a run, folded from its events. Pure: no clock, no terminal.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/event.hpp"

namespace devstack::ui {

struct ServiceProgress {
  std::string name;
  ServiceState state = ServiceState::kWaiting;
  Implementation implementation = Implementation::kDeclared;
  bool optional = false;
  std::string detail;
  std::optional<SteadyTime> began;  ///< first moment it did not wait
  std::optional<Duration> took;
  TransferProgress transfer;  ///< of the state that it is in
};

struct TierProgress {
  std::string label;  ///< "tier 1", or its declared name
  std::vector<ServiceProgress> services;
  std::optional<SteadyTime> began, ended;
};

struct ProgressState {
  std::optional<RunStarted> run;
  std::optional<RunFinished> finished;
  SteadyTime began{};
  std::vector<TierProgress> tiers;
  std::vector<FailureReport> failures;

  /// The service's row; an unknown name gets one in a last tier of its own.
  ServiceProgress& service(const std::string& name);

 private:
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> index_;
  friend void apply(ProgressState& state, const UiEvent& event, SteadyTime now);
};

/// True when nothing more will happen to a service in this state.
[[nodiscard]] bool is_settled(ServiceState state);
[[nodiscard]] bool is_settled(const TierProgress& tier);
[[nodiscard]] bool has_begun(const TierProgress& tier);

void apply(ProgressState& state, const UiEvent& event, SteadyTime now);

}  // namespace devstack::ui
