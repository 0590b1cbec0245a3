// The steps of a run, one function each; engine_step_runner.cpp picks.
#pragma once

#include <exception>

#include "devstack/reconcile/executor.hpp"
#include "engine_step_runner_state.hpp"

namespace devstack::reconcile {

// engine_step_runner_push.cpp
[[nodiscard]] Task<StepResult> push_image(RunnerState& state, PushImage action);

// engine_step_runner_resources.cpp
[[nodiscard]] Task<StepResult> create_network(RunnerState& state, CreateNetwork action);
[[nodiscard]] Task<StepResult> create_volume(RunnerState& state, CreateVolume action);
[[nodiscard]] Task<StepResult> remove_network(RunnerState& state, RemoveNetwork action);
[[nodiscard]] Task<StepResult> remove_volume(RunnerState& state, RemoveVolume action);

// engine_step_runner_network.cpp
[[nodiscard]] Task<StepResult> connect_network(RunnerState& state, ConnectNetwork action);

// engine_step_runner_create.cpp
[[nodiscard]] Task<StepResult> create_container(RunnerState& state, CreateContainer action);
[[nodiscard]] Task<StepResult> rename_container(RunnerState& state, RenameContainer action);

// engine_step_runner_start.cpp
[[nodiscard]] Task<StepResult> start_container(RunnerState& state, const Step& step,
                                               StartContainer action);

/// How a start call went.
struct StartAnswer {
  std::string refusal;      ///< the engine's words; empty when it did not refuse
  std::exception_ptr lost;  ///< no answer: it may have started
};
[[nodiscard]] Task<StartAnswer> ask_to_start(engine::Client& client, std::string id);

// engine_step_runner_files.cpp
/// Copies configs and secrets that have their content in the stack into the container.
[[nodiscard]] Task<void> put_files(RunnerState& state, const model::Service& service,
                                   std::string container);

// engine_step_runner_hooks.cpp
struct FailedHook {
  std::string command;
  std::string how;  ///< "exited with 3"
  std::string output;
  SourceSpan where;
};
/// Runs them in their order, up to the first that fails.
[[nodiscard]] Task<std::optional<FailedHook>> run_hooks(engine::Client& client,
                                                        std::string container,
                                                        std::vector<model::Hook> hooks);

// engine_step_runner_stop.cpp
[[nodiscard]] Task<StepResult> stop_container(RunnerState& state, StopContainer action);
[[nodiscard]] Task<StepResult> remove_container(RunnerState& state, RemoveContainer action);

// engine_step_runner_ready.cpp
[[nodiscard]] Task<StepResult> await_ready(RunnerState& state, const Step& step, AwaitReady action);

// engine_step_runner_job.cpp
[[nodiscard]] Task<StepResult> await_job(RunnerState& state, const Step& step, AwaitJob action);

/// Shows what the tries of a probe (`what`) find.
[[nodiscard]] probe::ProgressSink progress_of(RunnerState& state, std::string service,
                                              std::string what);

// engine_step_runner_process.cpp
[[nodiscard]] Task<StepResult> start_process(RunnerState& state, const Step& step,
                                             StartProcess action);
[[nodiscard]] Task<StepResult> stop_process(RunnerState& state, StopProcess action);
[[nodiscard]] Task<StepResult> await_process(RunnerState& state, const Step& step,
                                             AwaitProcess action);

/// The last lines of a container's log since its start, for a report; empty when the engine cannot
/// give it.
[[nodiscard]] Task<std::string> log_for_report(engine::Client& client,
                                               const engine::ContainerDetails& container);

}  // namespace devstack::reconcile
