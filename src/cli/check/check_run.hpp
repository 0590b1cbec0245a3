// The parts of `devstack check` that ask a running project: what they share, and one function for
// each kind of check.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/check/check_report.hpp"
#include "cli/check/health_check.hpp"
#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/env_files.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// A project as it is at this moment. References outlive every check.
struct CheckRun {
  const CommandContext& context;
  EngineSession& engine;
  const ProjectOnEngine& project;
  const load::Loaded& loaded;
  std::vector<engine::ContainerSummary> members;  ///< containers and processes
  HealthReport health;                            ///< every service, probed for this run

  [[nodiscard]] const model::Stack& stack() const { return loaded.stack; }
};

using CheckResults = std::vector<CheckResult>;

/// The running container or process of a service; nullptr where there is none.
[[nodiscard]] const engine::ContainerSummary* running_member(const CheckRun& run,
                                                             const std::string& service);
/// Services that are not what the file declares, to how: "a mock", "a stand-in".
[[nodiscard]] std::map<std::string, std::string, std::less<>> pretended_services(
    const CheckRun& run);
/// "redis does not run (exited)".
[[nodiscard]] std::string not_running_text(const CheckRun& run, const std::string& service);

// Declared checks (command_check_declared.cpp).
/// One after another, in the order of the file; connections all at once.
[[nodiscard]] Task<CheckResults> run_declared(const CheckRun& run,
                                              const std::vector<model::CheckSpec>& checks);

// Connections (command_check_edges.cpp).
/// All at once, each from inside the network of its caller; results in the order of `edges`, whose
/// kind is ConnectivityCheck.
[[nodiscard]] Task<CheckResults> run_edges(const CheckRun& run,
                                           std::vector<const model::CheckSpec*> edges);

// Built-in groups (command_check_builtin.cpp).
[[nodiscard]] Task<CheckResults> check_infrastructure(const CheckRun& run);
[[nodiscard]] CheckResults check_services_now(const CheckRun& run,
                                              const std::vector<std::string>& services);
[[nodiscard]] CheckResults check_ai(const CheckRun& run);
/// Probes each service several times, one service after another.
[[nodiscard]] Task<CheckResults> check_performance(const CheckRun& run);

// Files and settings (config_check.cpp); needs no engine.
[[nodiscard]] CheckResults check_config(const CommandContext& context, const load::Loaded& loaded);
/// Entries of .env.example beside the stack; empty where there is none.
[[nodiscard]] std::vector<EnvLine> example_lines(const model::Stack& stack);
/// DS1216 and DS1217 of the stack's .env.
void check_env_drift(const CommandContext& context, const load::Loaded& loaded,
                     Diagnostics& diagnostics);

// Needs of processes (process_needs.cpp).
struct ProcessNeed {
  std::string service;
  std::string unmet;  ///< "gpu: needs 8 GiB, none found"; empty: all are met
  SourceSpan where;
};
/// One for each service that may run as a process, by name.
[[nodiscard]] std::vector<ProcessNeed> process_needs(const CommandContext& context,
                                                     const model::Stack& stack);
/// "a GPU with 24 GiB", "no GPU was found"; looks now.
[[nodiscard]] std::string gpu_text(const CommandContext& context);

}  // namespace devstack::cli
