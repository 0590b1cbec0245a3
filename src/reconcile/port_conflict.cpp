// The kernel knows who listens; for a published port that is the engine's proxy, so the engine is
// asked which container stands behind it.
#include "devstack/reconcile/port_conflict.hpp"

#include <fmt/format.h>

#include "devstack/host/port_owner.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::reconcile {
namespace {

std::string describe_container(const engine::ContainerSummary& container) {
  const auto project = container.labels.find(model::labels::kProject);
  const std::string name = "container " + container.name;
  return project == container.labels.end() ? name : name + " of project " + project->second;
}

/// An interrupted run may have left a start to the engine that came through after we looked: then
/// the service's own container holds its port.
bool is_its_own(const engine::ContainerSummary& container, const WantedPort& wanted) {
  const auto is = [&container](const char* label, const std::string& value) {
    const auto found = container.labels.find(label);
    return found != container.labels.end() && found->second == value;
  };
  return is(model::labels::kProjectId, wanted.project_id) &&
         is(model::labels::kService, wanted.service);
}

Task<std::optional<engine::ContainerSummary>> publishing_container(engine::Client& client,
                                                                   WantedPort wanted) {
  std::vector<std::string> no_filter;
  const auto containers = co_await client.list_containers(std::move(no_filter));
  for (const engine::ContainerSummary& container : containers) {
    for (const engine::PublishedPort& port : container.ports) {
      if (port.host_port == wanted.port && port.protocol == wanted.protocol) co_return container;
    }
  }
  co_return std::nullopt;
}

std::string describe_owner(const host::PortOwner& owner) {
  if (owner.pid == 0) return fmt::format("a process of user {} that we may not see", owner.user);
  return fmt::format("{} (pid {}, user {})  {}", owner.command, owner.pid, owner.user,
                     owner.executable);
}

std::optional<host::PortOwner> owner_of(const WantedPort& wanted) {
  const auto protocol =
      wanted.protocol == "udp" ? host::PortProtocol::kUdp : host::PortProtocol::kTcp;
  return host::port_owner(protocol, wanted.host_ip, wanted.port);
}

}  // namespace

Task<std::string> port_holder(engine::Client& client, WantedPort wanted) {
  const auto container = co_await publishing_container(client, wanted);
  if (container) co_return describe_container(*container);
  const auto owner = owner_of(wanted);
  co_return owner ? describe_owner(*owner) : std::string();
}

FailureReport port_in_use(const WantedPort& wanted, const std::string& holder) {
  FailureReport report;
  report.code = "DS2101";
  report.title = fmt::format("port {} is in use", wanted.port);
  const std::string address = wanted.host_ip.empty() ? "0.0.0.0" : wanted.host_ip;
  report.lines.push_back(
      {"wanted by",
       fmt::format("{}: {}:{}/{}", wanted.service, address, wanted.port, wanted.protocol),
       wanted.where.file_and_line()});
  report.lines.push_back(
      {"held by", holder.empty() ? "nobody that can be seen from here" : holder, {}});
  report.lines.push_back(
      {"fix", "stop what holds the port, or publish another one (docs/errors/DS2101.md)", {}});
  report.next = {"devstack doctor"};
  return report;
}

Task<std::vector<FailureReport>> port_conflicts(engine::Client& client,
                                                std::vector<WantedPort> wanted) {
  std::vector<FailureReport> reports;
  for (const WantedPort& port : wanted) {
    const auto owner = owner_of(port);
    if (!owner) continue;
    const auto container = co_await publishing_container(client, port);
    if (container && is_its_own(*container, port)) continue;
    const std::string holder = container ? describe_container(*container) : describe_owner(*owner);
    reports.push_back(port_in_use(port, holder));
  }
  co_return reports;
}

}  // namespace devstack::reconcile
