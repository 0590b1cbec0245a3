// A container comes back into a network that it has lost: no restart, and its names are as before.
#include <fmt/format.h>

#include <optional>

#include "engine_step_runner_steps.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

/// Why the engine did not do it; nothing when it did, or had done it for an interrupted run.
Task<std::optional<engine::EngineError>> try_connect(engine::Client& client, std::string network,
                                                     Value body) {
  std::optional<engine::EngineError> problem;
  try {
    co_await client.connect_network(network, body);
  } catch (const engine::EngineError& error) {
    problem = error;
  }
  if (!problem) co_return problem;
  const auto container = co_await client.inspect_container(body["Container"].as_string());
  if (container && container->network_ids.contains(network)) problem.reset();
  co_return problem;
}

}  // namespace

Task<StepResult> connect_network(RunnerState& state, ConnectNetwork action) {
  const model::Network& network = state.context.stack.networks.find(action.key)->second;
  if (action.before == ConnectNetwork::Before::kLeave) {
    co_await state.context.client.disconnect_network(network.name, action.id);
  }
  const SpecInput input{.stack = state.context.stack,
                        .service = state.service(action.service),
                        .number = action.number,
                        .image = {},
                        .api = state.context.client.api_version(),
                        .container_ids = {},
                        .inherited_volumes = {}};
  Value body = network_connection(input, action.key, action.id);
  const auto problem = co_await try_connect(state.context.client, network.name, std::move(body));
  if (problem && problem->status() == 0) throw *problem;
  if (problem) {
    co_return engine_refused("DS3105",
                             fmt::format("{} cannot be connected to its network", action.service),
                             problem->daemon_message(), network.span);
  }
  const ResourceChanged event{"network", network.name, "connected to " + action.service};
  state.context.sink(event);
  co_return StepDone{};
}

}  // namespace devstack::reconcile
