// stop, start, restart, kill, pause, unpause, rm.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Containers";

void bind_stop(CLI::App& command, StopArguments& stop) {
  add_services(command, stop.services, "only these");
  add_seconds(command, "-t,--timeout", stop.stop_grace, "grace before a container is killed");
  command.footer(
      "Examples:\n"
      "  devstack stop          everything stops, nothing is removed\n"
      "  devstack stop api      only api");
}

void bind_start(CLI::App& command, StartArguments& start) {
  add_services(command, start.services, "only these, and what they require");
  accept_without_effect(command, "--wait", "Compose: wait for health");
  command.footer(
      "Starts containers that exist, dependencies first, and returns when they are ready.\n"
      "It makes none: that is for up.\n\n"
      "Example:\n"
      "  devstack start");
}

void bind_restart(CLI::App& command, RestartArguments& restart) {
  add_services(command, restart.services, "only these, and what has to follow them");
  command.add_flag("--no-deps", restart.no_deps, "without dependents that say restart: true");
  add_seconds(command, "-t,--timeout", restart.stop_grace, "grace before a container is killed");
  command.footer(
      "Containers keep the configuration that they were made with; up applies a new one.\n\n"
      "Example:\n"
      "  devstack restart api");
}

void bind_kill(CLI::App& command, KillArguments& kill) {
  add_services(command, kill.services, "only these");
  command.add_option("-s,--signal", kill.signal, "instead of SIGKILL");
  command.add_flag("--remove-orphans", kill.remove_orphans,
                   "kill and remove containers of services that no longer exist, too");
  command.footer(
      "Examples:\n"
      "  devstack kill worker\n"
      "  devstack kill -s SIGHUP api");
}

void bind_pause(CLI::App& command, PauseArguments& pause) {
  add_services(command, pause.services, "only these");
  command.footer(
      "Example:\n"
      "  devstack pause db    a database that does not answer, without stopping it");
}

void bind_unpause(CLI::App& command, UnpauseArguments& unpause) {
  add_services(command, unpause.services, "only these");
  command.footer(
      "Example:\n"
      "  devstack unpause");
}

void bind_rm(CLI::App& command, RmArguments& rm) {
  add_services(command, rm.services, "only these");
  command.add_flag("-f,--force", rm.force, "do not ask; needed where nobody can answer");
  command.add_flag("-s,--stop", rm.stop, "also what runs, after it was stopped");
  command.add_flag("-v,--volumes", rm.volumes, "with their anonymous volumes");
  command.footer(
      "Examples:\n"
      "  devstack rm               containers that do not run, after a question\n"
      "  devstack rm -f -s worker  worker, running or not");
}

}  // namespace

void add_container_commands(CLI::App& app, Parsed& parsed) {
  add_command<StopArguments>(app, parsed, "stop", "stop, and keep the containers", kGroup,
                             bind_stop);
  add_command<StartArguments>(app, parsed, "start", "start what was stopped, in order", kGroup,
                              bind_start);
  add_command<RestartArguments>(app, parsed, "restart", "stop and start again, in order", kGroup,
                                bind_restart);
  add_command<KillArguments>(app, parsed, "kill", "send a signal", kGroup, bind_kill);
  add_command<PauseArguments>(app, parsed, "pause", "hold what runs", kGroup, bind_pause);
  add_command<UnpauseArguments>(app, parsed, "unpause", "let it go on", kGroup, bind_unpause);
  add_command<RmArguments>(app, parsed, "rm", "remove containers that do not run", kGroup, bind_rm);
}

}  // namespace devstack::cli
