// Dispatch, and the one place where exceptions end.
#include "cli/app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <exception>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/parse/parser.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/log.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/supervisor.hpp"

namespace devstack::cli {
namespace {

load::Environment process_environment() {
  load::Environment environment;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

void set_log_level(int verbosity) {
  if (verbosity == 1) devstack::set_log_level(LogLevel::kInfo);
  if (verbosity > 1) devstack::set_log_level(LogLevel::kDebug);
}

struct Dispatch {
  const CommandContext& context;
  ExitCode operator()(const UpArguments& a) const { return run_up(context, a); }
  ExitCode operator()(const WatchArguments& a) const { return run_watch(context, a); }
  ExitCode operator()(const DownArguments& a) const { return run_down(context, a); }
  ExitCode operator()(const StopArguments& a) const { return run_stop(context, a); }
  ExitCode operator()(const StartArguments& a) const { return run_start(context, a); }
  ExitCode operator()(const RestartArguments& a) const { return run_restart(context, a); }
  ExitCode operator()(const KillArguments& a) const { return run_kill(context, a); }
  ExitCode operator()(const PauseArguments& a) const { return run_pause(context, a); }
  ExitCode operator()(const UnpauseArguments& a) const { return run_unpause(context, a); }
  ExitCode operator()(const RmArguments& a) const { return run_rm(context, a); }
  ExitCode operator()(const CreateArguments& a) const { return run_create(context, a); }
  ExitCode operator()(const ScaleArguments& a) const { return run_scale(context, a); }
  ExitCode operator()(const PullArguments& a) const { return run_pull(context, a); }
  ExitCode operator()(const PushArguments& a) const { return run_push(context, a); }
  ExitCode operator()(const BuildArguments& a) const { return run_build(context, a); }
  ExitCode operator()(const PortArguments& a) const { return run_port(context, a); }
  ExitCode operator()(const TopArguments& a) const { return run_top(context, a); }
  ExitCode operator()(const ImagesArguments& a) const { return run_images(context, a); }
  ExitCode operator()(const VolumesArguments& a) const { return run_volumes(context, a); }
  ExitCode operator()(const NetworksArguments& a) const { return run_networks(context, a); }
  ExitCode operator()(const JobArguments& a) const { return run_job(context, a); }
  ExitCode operator()(const EventsArguments& a) const { return run_events(context, a); }
  ExitCode operator()(const WaitArguments& a) const { return run_wait(context, a); }
  ExitCode operator()(const StatsArguments& a) const { return run_stats(context, a); }
  ExitCode operator()(const ResetArguments& a) const { return run_reset(context, a); }
  ExitCode operator()(const SnapshotArguments& a) const { return run_snapshot(context, a); }
  ExitCode operator()(const BackupArguments& a) const { return run_backup(context, a); }
  ExitCode operator()(const RestoreArguments& a) const { return run_restore(context, a); }
  ExitCode operator()(const PsArguments& a) const { return run_ps(context, a); }
  ExitCode operator()(const HealthArguments& a) const { return run_health(context, a); }
  ExitCode operator()(const LogsArguments& a) const { return run_logs(context, a); }
  ExitCode operator()(const ExecArguments& a) const { return run_exec(context, a); }
  ExitCode operator()(const RunArguments& a) const { return run_run(context, a); }
  ExitCode operator()(const AttachArguments& a) const { return run_attach(context, a); }
  ExitCode operator()(const CpArguments& a) const { return run_cp(context, a); }
  ExitCode operator()(const PlanArguments& a) const { return run_plan(context, a); }
  ExitCode operator()(const ConfigArguments& a) const { return run_config(context, a); }
  ExitCode operator()(const EnvArguments& a) const { return run_env(context, a); }
  ExitCode operator()(const GraphArguments& a) const { return run_graph(context, a); }
  ExitCode operator()(const SubstitutionsArguments& a) const {
    return run_substitutions(context, a);
  }
  ExitCode operator()(const ProfilesArguments& a) const { return run_profiles(context, a); }
  ExitCode operator()(const LsArguments& a) const { return run_ls(context, a); }
  ExitCode operator()(const TrustArguments& a) const { return run_trust(context, a); }
  ExitCode operator()(const CheckArguments& a) const { return run_check(context, a); }
  ExitCode operator()(const WhyArguments& a) const { return run_why(context, a); }
  ExitCode operator()(const InitArguments& a) const { return run_init(context, a); }
  ExitCode operator()(const DoctorArguments& a) const { return run_doctor(context, a); }
  ExitCode operator()(const CompletionArguments& a) const { return run_completion(context, a); }
  ExitCode operator()(const ExplainArguments& a) const { return run_explain(context, a); }
  ExitCode operator()(const VersionArguments& a) const { return run_version(context, a); }
};

ExitCode dispatch(const std::vector<std::string>& arguments) {
  const auto parsed = parse_command_line(arguments);
  if (const auto* help = std::get_if<HelpText>(&parsed)) {
    write_output(help->text);
    return ExitCode::kOk;
  }
  const auto& invocation = std::get<Invocation>(parsed);
  set_log_level(invocation.global.verbosity);
  const auto environment = process_environment();
  const auto console = make_console(invocation.global, environment, process_streams());
  const CommandContext context{invocation.global, environment, console};
  return std::visit(Dispatch{context}, invocation.command);
}

}  // namespace

std::string bug_text(std::string_view what) {
  return fmt::format(
      "error[DS7000]: this is a bug in devstack: {}\n"
      "  hint  please report it with the command line and the output of the same command with "
      "-vv\n",
      terminal_safe(what));
}

std::string variable(const CommandContext& context, std::string_view name) {
  const auto found = context.environment.find(name);
  return found == context.environment.end() ? "" : found->second;
}

int run(const std::vector<std::string>& arguments) {
  // Not a command of the user's: it becomes the supervisor of a host process.
  if (!arguments.empty() && arguments.front() == "__supervise") {
    return host::run_supervise_command();
  }
  // A reader that is gone shows as an error of write; see OutputClosed.
  std::signal(SIGPIPE, SIG_IGN);
  ExitCode code = ExitCode::kOk;
  try {
    code = dispatch(arguments);
  } catch (const OutputClosed&) {
    code = ExitCode::kOk;
  } catch (const Error& error) {
    write_error(render(error));
    code = error.exit_code();
  } catch (const std::exception& error) {
    write_error(bug_text(error.what()));
    code = ExitCode::kBug;
  }
  return static_cast<int>(code);
}

}  // namespace devstack::cli
