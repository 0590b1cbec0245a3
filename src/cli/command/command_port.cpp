// `devstack port`: where a container's port is published on this host.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/show/compose_ps.hpp"

namespace devstack::cli {
namespace {

std::string address(const engine::PublishedPort& port) {
  const bool v6 = port.host_ip.find(':') != std::string::npos;
  return fmt::format("{}:{}\n", v6 ? "[" + port.host_ip + "]" : port.host_ip, port.host_port);
}

[[noreturn]] void refuse(const engine::ContainerSummary& container,
                         const PortArguments& arguments) {
  const std::string ports = ports_text(container.ports);
  throw Error(
      ExitCode::kFailed, "DS1005",
      fmt::format("{} does not publish {}/{}", container.name, arguments.port, arguments.protocol),
      ports.empty() ? "it publishes nothing" : "its ports: " + ports);
}

}  // namespace

ExitCode run_port(const CommandContext& context, const PortArguments& arguments) {
  EngineSession engine(context);
  const std::vector<std::string> services{arguments.service};
  const auto loaded = load_running_project(context, engine, services);
  const auto container = engine.loop.run(
      find_running_container(engine, loaded.stack, arguments.service, arguments.index));
  for (const auto& port : container.ports) {
    if (port.container_port != arguments.port || port.protocol != arguments.protocol) continue;
    if (port.host_port == 0) continue;
    write_output(address(port));
    return ExitCode::kOk;
  }
  refuse(container, arguments);
}

}  // namespace devstack::cli
