// The mock as the fallback for an image that cannot be had (x-devstack.mock on a real image): which
// services run so, why, and what they are then. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// Service to the reason why a mock runs in its place.
using Mocks = std::map<std::string, std::string, std::less<>>;

/// The reason of a mock that the user asked for.
inline constexpr char kMockOption[] = "--mock";

/// The service that runs in place of `service`, which has a `mock:` block: the mock image, told by
/// DEVSTACK_MOCK_* what to do. Name, ports, networks, edges, limits, labels and the configuration's
/// hash stay; nothing of the real server's command, user, files or data does. It is ready when its
/// /health says so. `directory`: where relative files of routes are looked for.
[[nodiscard]] model::Service as_mock(const model::Service& service, const std::string& directory,
                                     const std::string& reason);

/// True for what as_mock made; false for a service whose declared image is the mock.
[[nodiscard]] bool is_fallback_mock(const model::Service& service);
/// Why; empty for any other service.
[[nodiscard]] std::string fallback_reason(const model::Service& service);

/// True for labels of a container that as_mock's service became.
[[nodiscard]] bool is_fallback_mock(const engine::Labels& labels);

/// What `up` runs as mocks: those of options.mocks, and those whose image is not there and that run
/// as mocks already or cannot be had by the options or their pull_policy.
[[nodiscard]] Mocks choose_mocks(const model::Stack& stack, const Observed& observed,
                                 const UpOptions& options);

/// What runs as a mock now, by the labels of the project's containers.
[[nodiscard]] Mocks running_mocks(const model::Stack& stack,
                                  const std::vector<engine::Labels>& containers);
[[nodiscard]] Mocks running_mocks(const model::Stack& stack, const Observed& observed);

/// A stack with some of its services replaced by mocks; the stack itself where there are none.
class ImplementedStack {
 public:
  /// `declared` must outlive this.
  ImplementedStack(const model::Stack& declared, const Mocks& mocks);
  [[nodiscard]] const model::Stack& get() const { return changed_ ? *changed_ : declared_; }

 private:
  const model::Stack& declared_;
  std::optional<model::Stack> changed_;
};

/// A job never runs as a mock: one with a `mock:` block is left out when its image cannot be had.
/// The record of jobs keeps that under this key, with the job's configuration hash, until it runs.
[[nodiscard]] std::string left_out_key(const std::string& job);
/// "postgres:15 cannot be had"
[[nodiscard]] std::string no_image_reason(const model::Service& service);

/// Why a job is left out: "db is a mock", or why its own image is missing. Empty: it is not.
[[nodiscard]] std::string why_skipped(const model::Stack& stack, const model::Service& job);

/// One report (DS3112) that names every image of the plan that is neither there nor may be pulled
/// nor has a fallback.
[[nodiscard]] std::optional<FailureReport> missing_images(const model::Stack& stack,
                                                          const Observed& observed,
                                                          const Plan& plan,
                                                          const UpOptions& options);

}  // namespace devstack::reconcile
