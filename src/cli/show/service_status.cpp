// The engine's words for a container's state, turned into ours.
#include "cli/show/service_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "cli/parse/implemented_by.hpp"
#include "cli/show/service_urls.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

using engine::ContainerSummary;

constexpr std::string_view kStandInPrefix = "devstack/stand-in/";

std::string implementation_text(Implementation implementation, const std::string& image,
                                const std::string& reason) {
  switch (implementation) {
    case Implementation::kDeclared:
      return image;
    case Implementation::kStandIn:
      if (image.starts_with(kStandInPrefix)) {
        return "stand-in for " + image.substr(kStandInPrefix.size());
      }
      // The container of a host process is what the file declares for that case.
      return reason.empty() ? "stand-in for " + image : fmt::format("{} ({})", image, reason);
    case Implementation::kMock:
      return reason.empty() ? "mock" : fmt::format("mock ({})", reason);
  }
  return image;
}

void set_running_state(ServiceStatus& row, const model::Service* service,
                       const ContainerSummary& container, bool proven) {
  const std::string health = health_of(container.status);
  const bool has_own_test = service != nullptr && service->extension.ready.has_value();
  if (service != nullptr && service->is_job) {
    row.state = ServiceState::kStarting;
    row.health_text = "at work";
  } else if (health == "unhealthy") {
    row.state = ServiceState::kFailed;
    row.health_text = health;
  } else if (proven || health == "healthy") {
    row.state = ServiceState::kReady;
    row.health_text = "ready";
  } else if (!health.empty() || has_own_test) {
    row.state = ServiceState::kStarting;
    row.health_text = has_own_test && health.empty() ? "not proven" : "starting";
  } else {
    row.state = ServiceState::kReady;
    row.health_text = "-";
  }
}

void set_stopped_state(ServiceStatus& row, const model::Service* service,
                       const ContainerSummary& container) {
  const int code = exit_code_of(container.status);
  if (container.state == "exited") row.state_text = fmt::format("exited ({})", code);
  const bool job = service != nullptr && service->is_job;
  if (job && code == 0 && container.state == "exited") {
    row.state = ServiceState::kJobDone;
    row.health_text = "done";
    return;
  }
  row.state = code == 0 ? ServiceState::kStopped : ServiceState::kFailed;
  row.health_text = "-";
}

ServiceStatus status_of(const model::Stack& stack, const ContainerSummary& container,
                        const host::StateStore::Record& readiness, const PublishedPorts& ports,
                        const reconcile::ProcessChoices& choices) {
  ServiceStatus row;
  row.service = label(container, model::labels::kService);
  row.container = container.name;
  const ImplementedBy by = implemented_by(container.labels, stack, choices);
  row.implementation = by.implementation;
  row.reason = by.reason;
  row.implementation_text = implementation_text(by.implementation, container.image, by.reason);
  row.state_text = container.state;
  row.uptime = uptime_of(container.status);
  const auto found = stack.services.find(row.service);
  const auto* service = found == stack.services.end() ? nullptr : &found->second;
  if (container.state == "running") {
    set_running_state(row, service, container, readiness.contains(container.id));
    if (service != nullptr) row.urls = service_urls(*service, ports);
  } else {
    set_stopped_state(row, service, container);
  }
  return row;
}

}  // namespace

std::string health_of(const std::string& status) {
  if (!status.starts_with("Up")) return {};
  const auto open = status.rfind('(');
  if (open == std::string::npos || status.back() != ')') return {};
  const std::string word = status.substr(open + 1, status.size() - open - 2);
  if (word.find("starting") != std::string::npos) return "starting";
  return word == "healthy" || word == "unhealthy" ? word : "";
}

std::string uptime_of(const std::string& status) {
  if (!status.starts_with("Up ")) return {};
  const auto open = status.find(" (");
  return status.substr(3, open == std::string::npos ? open : open - 3);
}

int exit_code_of(const std::string& status) {
  const auto open = status.find('(');
  if (!status.starts_with("Exited") || open == std::string::npos) return 0;
  int code = 0;
  std::from_chars(status.data() + open + 1, status.data() + status.size(), code);
  return code;
}

std::vector<ServiceStatus> service_statuses(const model::Stack& stack,
                                            const std::vector<ContainerSummary>& containers,
                                            const host::StateStore::Record& readiness,
                                            const reconcile::ProcessChoices& choices) {
  const auto ports = published_ports(containers);
  std::vector<ServiceStatus> rows;
  std::vector<ServiceStatus> orphans;
  std::set<std::string> seen;
  for (const auto& container : containers) {
    auto row = status_of(stack, container, readiness, ports, choices);
    seen.insert(row.service);
    (stack.services.contains(row.service) ? rows : orphans).push_back(std::move(row));
  }
  for (const auto& [name, service] : stack.services) {
    if (seen.contains(name) || service.scale == 0) continue;
    ServiceStatus row;
    row.service = name;
    row.implementation_text = service.image;
    const std::string skipped = reconcile::why_skipped(stack, service);
    row.state_text = "not created";
    row.health_text = "-";
    if (!skipped.empty()) {
      row.state = ServiceState::kSkipped;
      row.state_text = fmt::format("skipped ({})", skipped);
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.service < b.service; });
  rows.insert(rows.end(), orphans.begin(), orphans.end());
  return rows;
}

}  // namespace devstack::cli
