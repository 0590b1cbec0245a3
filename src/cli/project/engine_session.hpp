// The loop, the connection to the engine, and what belongs to one project on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/context.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/io/loop.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {

/// Made by a command that needs the engine; nothing is sent before the first call.
struct EngineSession {
  explicit EngineSession(const CommandContext& context);

  io::Loop loop;
  std::unique_ptr<io::Transport> transport;
  engine::Client client;
};

/// The Engine and the project's own state folder on this host.
struct ProjectOnEngine {
  engine::EngineInfo info;
  host::StateStore state;
};

/// Connects, negotiates, and asks the engine who it is.
[[nodiscard]] Task<ProjectOnEngine> open_project(EngineSession& engine, const model::Stack& stack,
                                                 const load::Environment& environment);

enum class OneOffs { kWithout, kWith };

/// The project's containers, sorted by service and number, one-offs last. Containers of the same
/// project name but another folder are not among them.
[[nodiscard]] Task<std::vector<engine::ContainerSummary>> list_project(
    engine::Client& client, const model::Stack& stack, OneOffs one_offs = OneOffs::kWithout);

/// Made by `run`.
[[nodiscard]] bool is_one_off(const engine::ContainerSummary& container);

/// Loads with the profiles and the --use of the last `up` of this folder, unless the command line
/// or DEVSTACK_PROFILE says otherwise; connects for that. `services` are checked.
[[nodiscard]] load::Loaded load_running_project(const CommandContext& context,
                                                EngineSession& engine,
                                                const std::vector<std::string>& services);

/// Throws UsageError (DS1016) when containers of several projects of this folder exist, and neither
/// a profile nor a project's name was given: for commands that stop or destroy something.
void refuse_several_projects(const CommandContext& context, EngineSession& engine,
                             const model::Stack& stack, const std::string& command);

/// True if this host reaches containers by their own addresses: an engine of this Linux, neither
/// rootless nor in a virtual machine.
[[nodiscard]] bool addresses_reachable(const io::Endpoint& endpoint,
                                       const engine::EngineInfo& info);

}  // namespace devstack::cli
