// Readiness once proven holds for the same container and the same start of it.
#include "devstack/base/units.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

std::string readiness_proof(const engine::ContainerDetails& details) {
  return details.started_at ? format_rfc3339(*details.started_at) : std::string();
}

std::string ended_proof(const engine::ContainerDetails& details) {
  return "ended " + readiness_proof(details);
}

bool is_proven_ready(const Observed& observed, const ObservedContainer& container) {
  const auto record = observed.readiness.find(container.id);
  if (record == observed.readiness.end() || !container.details) return false;
  const engine::ContainerDetails& details = *container.details;
  if (!details.running || details.health_status == "unhealthy") return false;
  return !record->second.empty() && record->second == readiness_proof(details);
}

}  // namespace devstack::reconcile
