// Host processes in the shape of the engine's list: what shows, sums and links containers does the
// same for them.
#pragma once

#include <string>
#include <vector>

#include "cli/project/engine_session.hpp"
#include "cli/show/service_status.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/host/process_tree.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {

/// Label of such a row; its value is the pid. No container has it.
inline constexpr char kProcessLabel[] = "devstack.process";
[[nodiscard]] bool is_process(const engine::ContainerSummary& row);

/// Adds the processes to the project's containers and sorts them in; one that has ended only where
/// its service has no container. With its published ports, as the file has them.
void add_processes(std::vector<engine::ContainerSummary>& rows, const model::Stack& stack,
                   const reconcile::ObservedProcesses& processes, SystemTime now);

/// "running", "restarts 5, backing off 8s", "exited (1)", "running, its supervisor is gone".
[[nodiscard]] std::string process_state_text(const reconcile::ObservedProcess& process,
                                             SystemTime now);

/// Gives rows made of such summaries the words that only processes have. `readiness` is the record.
void describe_processes(std::vector<ServiceStatus>& rows, const model::Stack& stack,
                        const reconcile::ObservedProcesses& processes,
                        const host::StateStore::Record& readiness, SystemTime now);

/// What a process and all that it has started use, by the kernel's list.
[[nodiscard]] engine::ContainerStats process_use(const engine::ContainerSummary& row,
                                                 const std::vector<host::ProcessEntry>& all);

/// The project's containers and processes.
[[nodiscard]] Task<std::vector<engine::ContainerSummary>> list_members(
    EngineSession& engine, const model::Stack& stack, const host::StateStore& state);

/// One line of `ps -o json`, with the members that containers have.
[[nodiscard]] Value process_ps_entry(const model::Stack& stack, const engine::ContainerSummary& row,
                                     const reconcile::ObservedProcess& process);

}  // namespace devstack::cli
