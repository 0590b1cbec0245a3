// Carries steps out on a real engine and tells the user about it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/engine/credentials.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/probe/prober.hpp"
#include "devstack/reconcile/executor.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// Collaborators of a run; all outlive the runner.
struct RunnerContext {
  const model::Stack& stack;
  const Observed& observed;
  const Plan& plan;
  engine::Client& client;
  io::Transport& transport;
  io::Loop& loop;  ///< clock, and the worker thread for build contexts
  host::StateStore& state;
  UiSink sink;
  UpOptions options;
  bool addresses_reachable = true;
  host::InstallPaths paths;
  std::string docker_config_json;  ///< text of Docker's config.json; may be empty
  engine::CredentialHelper credential_helper;
  host::ProcessLauncher* launcher = nullptr;  ///< of processes of this host; null: none are started
  /// The environment that they begin with: the user's, and the stack's exports as they are now.
  std::function<Task<model::StringMap>()> process_environment{};
  /// Docker's buildx plugin by its absolute path; empty: the engine's classic builder builds.
  std::string buildx{};
  model::StringMap environment{};  ///< the user's: buildx runs with it
  Duration retry_pause{500};       ///< before the second try of a pull; doubles
};

/// A lost reply is looked up by name and label, never repeated. After a start it verifies that the
/// container runs and that its ports are really published. Failures come back as reports with
/// evidence: last attempts of the probe, last log lines, exit code, who is not started because of
/// it.
[[nodiscard]] std::unique_ptr<StepRunner> make_engine_step_runner(RunnerContext context);

/// Makes sure that devstack/mock:1 exists in the engine and is this installation's: from the mock
/// binary and the shared libraries it needs; no registry. Throws HostError without the binary.
[[nodiscard]] Task<void> ensure_mock_image(engine::Client& client, io::Loop& loop,
                                           const std::string& mock_binary);

}  // namespace devstack::reconcile
