// Which test decides that a service is ready: the one place of that precedence (docs/readiness.md).
#include <algorithm>
#include <chrono>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// The engine's defaults for a healthcheck that leaves them out (Engine API, HealthConfig).
constexpr nanoseconds kDefaultInterval = std::chrono::seconds(30);
constexpr nanoseconds kDefaultTimeout = std::chrono::seconds(30);
constexpr std::int64_t kDefaultRetries = 3;
constexpr milliseconds kLeastDeadline = std::chrono::seconds(60);

struct Timing {
  nanoseconds interval{0}, timeout{0}, start_period{0};
  std::int64_t retries = 0;
};

bool is_disabled(const std::vector<std::string>& test) {
  return !test.empty() && test.front() == "NONE";
}

/// The command of a test in Docker's form; empty for a form that we do not know.
std::vector<std::string> command_of(const std::vector<std::string>& test) {
  if (test.size() < 2) return {};
  if (test.front() == "CMD-SHELL") return {"/bin/sh", "-c", test[1]};
  if (test.front() == "CMD") return {test.begin() + 1, test.end()};
  return {};
}

/// Zero means "inherit" to the engine, at every stage.
nanoseconds first_set(const std::optional<nanoseconds>& own, nanoseconds inherited,
                      nanoseconds fallback) {
  if (own && own->count() > 0) return *own;
  return inherited.count() > 0 ? inherited : fallback;
}

Timing timing_of(const model::Healthcheck& check, const ObservedImage* image) {
  const Timing inherited = image == nullptr
                               ? Timing{}
                               : Timing{image->health_interval, image->health_timeout,
                                        image->health_start_period, image->health_retries};
  Timing timing;
  timing.interval = first_set(check.interval, inherited.interval, kDefaultInterval);
  timing.timeout = first_set(check.timeout, inherited.timeout, kDefaultTimeout);
  timing.start_period = first_set(check.start_period, inherited.start_period, nanoseconds{0});
  timing.retries = check.retries.value_or(0) > 0 ? *check.retries
                   : inherited.retries > 0       ? inherited.retries
                                                 : kDefaultRetries;
  return timing;
}

model::ProbeSpec from_healthcheck(const model::Healthcheck& check,
                                  const std::vector<std::string>& test, const ObservedImage* image,
                                  model::ProbeOrigin origin) {
  const Timing timing = timing_of(check, image);
  const nanoseconds worst =
      timing.start_period + timing.retries * (timing.interval + timing.timeout);
  model::ProbeSpec spec;
  spec.kind = model::ExecProbe{command_of(test), {}};
  spec.origin = origin;
  spec.within = std::max(kLeastDeadline, std::chrono::ceil<milliseconds>(worst));
  spec.timeout = std::chrono::ceil<milliseconds>(timing.timeout);
  spec.span = check.span;
  return spec;
}

}  // namespace

model::ProbeSpec effective_probe(const model::Service& service, const ObservedImage* image) {
  if (service.extension.ready) {
    model::ProbeSpec spec = *service.extension.ready;
    spec.origin = model::ProbeOrigin::kReady;
    return spec;
  }
  const model::Healthcheck check = service.healthcheck.value_or(model::Healthcheck{});
  if (is_disabled(check.test)) return {};
  if (!command_of(check.test).empty()) {
    return from_healthcheck(check, check.test, image, model::ProbeOrigin::kHealthcheck);
  }
  if (image != nullptr && !command_of(image->health_test).empty()) {
    return from_healthcheck(check, image->health_test, image, model::ProbeOrigin::kImage);
  }
  return {};
}

}  // namespace devstack::reconcile
