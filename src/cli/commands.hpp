// One function per command, each in the file of its name: command_up.cpp and so on.
#pragma once

#include "cli/context.hpp"
#include "cli/parse/options.hpp"
#include "devstack/base/error.hpp"

namespace devstack::cli {

[[nodiscard]] ExitCode run_up(const CommandContext& context, const UpArguments& arguments);
/// Ends with a signal (exit 130) or an error.
[[nodiscard]] ExitCode run_watch(const CommandContext& context, const WatchArguments& arguments);
[[nodiscard]] ExitCode run_down(const CommandContext& context, const DownArguments& arguments);
[[nodiscard]] ExitCode run_stop(const CommandContext& context, const StopArguments& arguments);
[[nodiscard]] ExitCode run_start(const CommandContext& context, const StartArguments& arguments);
[[nodiscard]] ExitCode run_restart(const CommandContext& context,
                                   const RestartArguments& arguments);
[[nodiscard]] ExitCode run_kill(const CommandContext& context, const KillArguments& arguments);
[[nodiscard]] ExitCode run_pause(const CommandContext& context, const PauseArguments& arguments);
[[nodiscard]] ExitCode run_unpause(const CommandContext& context,
                                   const UnpauseArguments& arguments);
[[nodiscard]] ExitCode run_rm(const CommandContext& context, const RmArguments& arguments);
[[nodiscard]] ExitCode run_create(const CommandContext& context, const CreateArguments& arguments);
[[nodiscard]] ExitCode run_scale(const CommandContext& context, const ScaleArguments& arguments);
[[nodiscard]] ExitCode run_pull(const CommandContext& context, const PullArguments& arguments);
[[nodiscard]] ExitCode run_push(const CommandContext& context, const PushArguments& arguments);
[[nodiscard]] ExitCode run_build(const CommandContext& context, const BuildArguments& arguments);
[[nodiscard]] ExitCode run_port(const CommandContext& context, const PortArguments& arguments);
[[nodiscard]] ExitCode run_top(const CommandContext& context, const TopArguments& arguments);
[[nodiscard]] ExitCode run_images(const CommandContext& context, const ImagesArguments& arguments);
[[nodiscard]] ExitCode run_volumes(const CommandContext& context,
                                   const VolumesArguments& arguments);
[[nodiscard]] ExitCode run_networks(const CommandContext& context,
                                    const NetworksArguments& arguments);
[[nodiscard]] ExitCode run_job(const CommandContext& context, const JobArguments& arguments);
[[nodiscard]] ExitCode run_events(const CommandContext& context, const EventsArguments& arguments);
/// The exit code is that of the first container that ends otherwise than with 0.
[[nodiscard]] ExitCode run_wait(const CommandContext& context, const WaitArguments& arguments);
[[nodiscard]] ExitCode run_stats(const CommandContext& context, const StatsArguments& arguments);
[[nodiscard]] ExitCode run_reset(const CommandContext& context, const ResetArguments& arguments);
[[nodiscard]] ExitCode run_snapshot(const CommandContext& context,
                                    const SnapshotArguments& arguments);
[[nodiscard]] ExitCode run_backup(const CommandContext& context, const BackupArguments& arguments);
[[nodiscard]] ExitCode run_restore(const CommandContext& context,
                                   const RestoreArguments& arguments);
[[nodiscard]] ExitCode run_ps(const CommandContext& context, const PsArguments& arguments);
[[nodiscard]] ExitCode run_health(const CommandContext& context, const HealthArguments& arguments);
[[nodiscard]] ExitCode run_logs(const CommandContext& context, const LogsArguments& arguments);
/// The exit code is that of the command in the container.
[[nodiscard]] ExitCode run_exec(const CommandContext& context, const ExecArguments& arguments);
/// The exit code is that of the container's process; the same holds for run_attach.
[[nodiscard]] ExitCode run_run(const CommandContext& context, const RunArguments& arguments);
[[nodiscard]] ExitCode run_attach(const CommandContext& context, const AttachArguments& arguments);
[[nodiscard]] ExitCode run_cp(const CommandContext& context, const CpArguments& arguments);
[[nodiscard]] ExitCode run_plan(const CommandContext& context, const PlanArguments& arguments);
[[nodiscard]] ExitCode run_config(const CommandContext& context, const ConfigArguments& arguments);
[[nodiscard]] ExitCode run_env(const CommandContext& context, const EnvArguments& arguments);
[[nodiscard]] ExitCode run_graph(const CommandContext& context, const GraphArguments& arguments);
[[nodiscard]] ExitCode run_substitutions(const CommandContext& context,
                                         const SubstitutionsArguments& arguments);
[[nodiscard]] ExitCode run_profiles(const CommandContext& context,
                                    const ProfilesArguments& arguments);
[[nodiscard]] ExitCode run_ls(const CommandContext& context, const LsArguments& arguments);
[[nodiscard]] ExitCode run_trust(const CommandContext& context, const TrustArguments& arguments);
[[nodiscard]] ExitCode run_check(const CommandContext& context, const CheckArguments& arguments);
[[nodiscard]] ExitCode run_why(const CommandContext& context, const WhyArguments& arguments);
[[nodiscard]] ExitCode run_init(const CommandContext& context, const InitArguments& arguments);
[[nodiscard]] ExitCode run_doctor(const CommandContext& context, const DoctorArguments& arguments);
[[nodiscard]] ExitCode run_completion(const CommandContext& context,
                                      const CompletionArguments& arguments);
[[nodiscard]] ExitCode run_explain(const CommandContext& context,
                                   const ExplainArguments& arguments);
[[nodiscard]] ExitCode run_version(const CommandContext& context,
                                   const VersionArguments& arguments);

}  // namespace devstack::cli
