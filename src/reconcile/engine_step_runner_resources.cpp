// Networks and volumes: made, adopted when they are ours already, removed.
#include <fmt/format.h>

#include <exception>
#include <utility>

#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/container_spec.hpp"
#include "engine_step_runner_steps.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr int kRemoveTries = 6;
constexpr Duration kRemovePause{200};

bool is_ours(const engine::Labels& labels, const model::Stack& stack) {
  const auto id = labels.find(model::labels::kProjectId);
  if (id != labels.end()) return id->second == stack.id;
  const auto project = labels.find(model::labels::kProject);
  return project != labels.end() && project->second == stack.project;
}

StepFailed foreign(std::string_view kind, const std::string& name, const engine::Labels& labels,
                   const SourceSpan& where) {
  StepFailed failed;
  failed.exit_code = ExitCode::kConflict;
  failed.report.code = "DS2102";
  failed.report.title = fmt::format("a {} named {} exists and is not this project's", kind, name);
  const auto project = labels.find(model::labels::kProject);
  failed.report.lines.push_back({"held by",
                                 project == labels.end()
                                     ? "nobody known: it carries no project label"
                                     : "project " + project->second,
                                 where.file_and_line()});
  failed.report.lines.push_back(
      {"fix",
       fmt::format("declare it `external: true`, or give this {} another `name:`", kind),
       {}});
  return failed;
}

StepFailed still_used(std::string_view kind, const std::string& name, const std::string& words,
                      const std::vector<std::string>& users) {
  StepFailed failed =
      engine_refused("DS2104", fmt::format("{} {} is still used", kind, name), words, {});
  failed.exit_code = ExitCode::kConflict;
  if (!users.empty()) failed.report.lines.push_back({"used by", join(users, ", "), {}});
  failed.report.next = {"docker ps --all --filter " + std::string(kind) + "=" + name};
  return failed;
}

/// Names of containers. Nothing where the engine does not tell: its refusal counts all the same.
Task<std::vector<std::string>> network_users(engine::Client& client, std::string id) {
  std::vector<std::string> names;
  try {
    const auto network = co_await client.inspect_network_details(std::move(id));
    if (!network) co_return names;
    for (const auto& member : network->members) names.push_back(member.name);
  } catch (const engine::EngineError&) {
    names.clear();
  }
  co_return names;
}

Task<std::vector<std::string>> volume_users(engine::Client& client, std::string name) {
  std::vector<std::string> names;
  try {
    const auto users = co_await client.list_volume_users(std::move(name));
    for (const auto& user : users) names.push_back(user.name);
  } catch (const engine::EngineError&) {
    names.clear();
  }
  co_return names;
}

/// The answer of a call that makes something; without one the engine may have made it all the same.
struct Answer {
  bool made = false;
  std::exception_ptr lost;
};

/// `creation` tells whether it made anything.
Task<Answer> ask(Task<bool> creation) {
  Answer answer;
  try {
    answer.made = co_await creation;
  } catch (const engine::EngineError& error) {
    if (error.status() != 0) throw;
    answer.lost = std::current_exception();
  }
  co_return answer;
}

Task<bool> make_network(engine::Client& client, Value body) {
  const auto id = co_await client.create_network(std::move(body));
  co_return id.has_value();
}

Task<bool> make_volume(engine::Client& client, Value body) {
  co_await client.create_volume(std::move(body));
  co_return true;
}

/// Empty when it is removed; else the engine's words about who still uses it.
Task<std::string> try_remove_network(engine::Client& client, std::string id) {
  std::string words;
  try {
    co_await client.remove_network(id);
  } catch (const engine::EngineError& error) {
    if (error.status() != 403 && error.status() != 409) throw;
    words = error.daemon_message();
  }
  co_return words;
}

/// A command that was killed a moment ago may have asked for the same network, and engines before
/// 25 then make two. Nothing is in the second one yet.
Task<void> remove_twins(RunnerState& state, std::string name) {
  constexpr engine::ApiVersion kUniqueNamesApi{1, 44};
  if (state.context.client.api_version() >= kUniqueNamesApi) co_return;
  std::vector<std::string> filters{std::string(model::labels::kProject) + "=" +
                                   state.context.stack.project};
  const auto networks = co_await state.context.client.list_networks(std::move(filters));
  bool found = false;
  for (const engine::NetworkSummary& network : networks) {
    if (network.name != name || !is_ours(network.labels, state.context.stack)) continue;
    if (std::exchange(found, true)) {
      co_await try_remove_network(state.context.client, network.id);
    }
  }
}

}  // namespace

Task<StepResult> create_network(RunnerState& state, CreateNetwork action) {
  const model::Network& network = state.context.stack.networks.find(action.key)->second;
  Value body = network_body(state.context.stack, network);
  auto creation = make_network(state.context.client, std::move(body));
  const Answer answer = co_await ask(std::move(creation));
  if (!answer.made) {
    const auto existing = co_await state.context.client.inspect_network(network.name);
    if (!existing && answer.lost) std::rethrow_exception(answer.lost);
    if (existing && !is_ours(existing->labels, state.context.stack)) {
      co_return foreign("network", network.name, existing->labels, network.span);
    }
  }
  co_await remove_twins(state, network.name);
  const ResourceChanged event{"network", network.name, "created"};
  state.context.sink(event);
  co_return StepDone{};
}

Task<StepResult> create_volume(RunnerState& state, CreateVolume action) {
  const model::Volume& volume = state.context.stack.volumes.find(action.key)->second;
  Value body = volume_body(state.context.stack, volume, state.context.loop.system_now());
  auto creation = make_volume(state.context.client, std::move(body));
  const Answer answer = co_await ask(std::move(creation));
  // The engine answers "created" for an existing volume of another owner, too.
  const auto existing = co_await state.context.client.inspect_volume(volume.name);
  if (!existing && answer.lost) std::rethrow_exception(answer.lost);
  if (existing && !is_ours(existing->labels, state.context.stack)) {
    co_return foreign("volume", volume.name, existing->labels, volume.span);
  }
  const ResourceChanged event{"volume", volume.name, "created"};
  state.context.sink(event);
  co_return StepDone{};
}

Task<StepResult> remove_network(RunnerState& state, RemoveNetwork action) {
  // Engines count an endpoint for a moment after its container has gone.
  std::string words;
  for (int tries = 0; tries < kRemoveTries; ++tries) {
    words = co_await try_remove_network(state.context.client, action.id);
    if (words.empty()) break;
    co_await state.context.loop.sleep(kRemovePause);
  }
  if (!words.empty()) {
    const auto users = co_await network_users(state.context.client, action.id);
    co_return still_used("network", action.name, words, users);
  }
  const ResourceChanged event{"network", action.name, "removed"};
  state.context.sink(event);
  co_return StepDone{};
}

Task<StepResult> remove_volume(RunnerState& state, RemoveVolume action) {
  std::string words;
  try {
    co_await state.context.client.remove_volume(action.name);
  } catch (const engine::EngineError& error) {
    if (error.status() != 409) throw;
    words = error.daemon_message();
  }
  if (!words.empty()) {
    const auto users = co_await volume_users(state.context.client, action.name);
    co_return still_used("volume", action.name, words, users);
  }
  const ResourceChanged event{"volume", action.name, "removed"};
  state.context.sink(event);
  co_return StepDone{};
}

}  // namespace devstack::reconcile
