// Filters over the project's list.
#include "cli/project/find_containers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/error.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// An empty list lets everything pass.
bool passes(const std::vector<std::string>& wanted, const std::string& word) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), word) != wanted.end();
}

bool passes(ContainerFilter::Orphans orphans, bool is_known) {
  switch (orphans) {
    case ContainerFilter::Orphans::kWith:
      return true;
    case ContainerFilter::Orphans::kWithout:
      return is_known;
    case ContainerFilter::Orphans::kOnly:
      return !is_known;
  }
  return true;
}

}  // namespace

Task<std::vector<engine::ContainerSummary>> find_containers(EngineSession& engine,
                                                            const model::Stack& stack,
                                                            ContainerFilter filter) {
  co_await engine.client.connect();
  auto containers = co_await list_project(engine.client, stack, filter.one_offs);
  std::erase_if(containers, [&](const engine::ContainerSummary& container) {
    const std::string service = label(container, model::labels::kService);
    const bool is_known = stack.services.contains(service) || stack.disabled.contains(service);
    return !passes(filter.services, service) || !passes(filter.states, container.state) ||
           !passes(filter.orphans, is_known);
  });
  co_return containers;
}

void refuse_process(const model::Stack& stack, const std::string& name) {
  const auto service = stack.services.find(name);
  if (service == stack.services.end() || !service->second.extension.process) return;
  throw UsageError(
      fmt::format("{} runs as a process of this host, not in a container", name),
      fmt::format("devstack logs {} and devstack ps {} know it; your shell reaches it: "
                  "eval \"$(devstack env)\"",
                  name, name));
}

Task<engine::ContainerSummary> find_running_container(EngineSession& engine,
                                                      const model::Stack& stack,
                                                      std::string service, int index) {
  ContainerFilter filter;
  filter.services = {service};
  filter.one_offs = OneOffs::kWith;
  const auto containers = co_await find_containers(engine, stack, std::move(filter));
  std::string state;
  for (const auto& container : containers) {
    const std::string number = label(container, model::labels::kContainerNumber);
    if (index != 0 && number != std::to_string(index)) continue;
    if (container.state == "running") co_return container;
    state = container.state;
  }
  refuse_process(stack, service);
  const std::string which = index == 0 ? service : fmt::format("{}, container {},", service, index);
  throw Error(ExitCode::kNothingRuns, "DS1003",
              fmt::format("{} does not run{}", which, state.empty() ? "" : ": it is " + state),
              fmt::format("devstack up {}", service));
}

}  // namespace devstack::cli
