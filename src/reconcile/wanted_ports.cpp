// Host ports that a plan will bind, to be checked before anything is started.
#include <charconv>
#include <optional>
#include <set>
#include <tuple>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {
namespace {

/// One host port; the engine picks from a range by itself, so a range wants none in particular.
std::optional<std::uint16_t> single_port(const std::string& published) {
  std::uint16_t port = 0;
  const char* end = published.data() + published.size();
  const auto [rest, error] = std::from_chars(published.data(), end, port);
  if (error != std::errc{} || rest != end || port == 0) return std::nullopt;
  return port;
}

/// Port and protocol; the address is left out: what we free on one, we free on all.
using HostPort = std::pair<std::uint16_t, std::string>;

/// Ports of our own containers and processes that this plan stops or removes before it starts
/// others.
std::set<HostPort> freed_ports(const model::Stack& stack, const Observed& observed,
                               const Plan& plan) {
  std::set<std::string> going;
  for (const Step& step : plan.steps) {
    if (const auto* stop = std::get_if<StopContainer>(&step.action)) going.insert(stop->id);
    if (const auto* remove = std::get_if<RemoveContainer>(&step.action)) going.insert(remove->id);
  }
  std::set<HostPort> freed;
  for (const Step& step : plan.steps) {
    const auto* stop = std::get_if<StopProcess>(&step.action);
    const auto service =
        stop == nullptr ? stack.services.end() : stack.services.find(stop->service);
    if (service == stack.services.end()) continue;
    for (const model::Port& port : service->second.ports) {
      if (const auto number = single_port(port.published)) freed.emplace(*number, port.protocol);
    }
  }
  for (const ObservedContainer& container : observed.containers) {
    if (!going.contains(container.id)) continue;
    for (const engine::PublishedPort& port : container.ports) {
      if (port.host_port != 0) freed.emplace(port.host_port, port.protocol);
    }
  }
  return freed;
}

}  // namespace

std::vector<WantedPort> wanted_ports(const model::Stack& stack, const Observed& observed,
                                     const Plan& plan) {
  const std::set<HostPort> freed = freed_ports(stack, observed, plan);
  std::set<std::tuple<std::string, std::string, std::uint16_t, std::string>> seen;
  std::vector<WantedPort> wanted;
  for (const Step& step : plan.steps) {
    const auto* create = std::get_if<CreateContainer>(&step.action);
    const bool one_off = create != nullptr && create->one_off;
    if (!one_off && !std::holds_alternative<StartContainer>(step.action) &&
        !std::holds_alternative<StartProcess>(step.action)) {
      continue;
    }
    const std::string name = service_of(step.action);
    const auto service = stack.services.find(name);
    if (service == stack.services.end()) continue;
    for (const model::Port& port : service->second.ports) {
      const std::optional<std::uint16_t> number = single_port(port.published);
      if (!number || freed.contains({*number, port.protocol})) continue;
      if (!seen.emplace(name, port.host_ip, *number, port.protocol).second) continue;
      wanted.push_back(
          {name, port.host_ip, *number, port.protocol, port.span, one_off ? "" : stack.id});
    }
  }
  return wanted;
}

}  // namespace devstack::reconcile
