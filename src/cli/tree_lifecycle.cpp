// up, down, reset.
#include "cli/command_tree.hpp"
#include "cli/parse_values.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Run";

void accept_without_effect(CLI::App& command, const std::string& names, const std::string& help) {
  command
      .add_flag_function(
          names, [](std::int64_t) {}, help)
      ->group("Accepted, no effect");
}

void bind_up(CLI::App& command, UpArguments& up) {
  add_services(command, up.services, "only these, and what they require");
  command.add_flag("--build", up.build, "build images again");
  command.add_option("--pull", up.pull, "always, missing or never")
      ->check(CLI::IsMember({"always", "missing", "never"}));
  auto* force = command.add_flag("--force-recreate", up.force_recreate,
                                 "recreate containers that have not changed, too");
  command.add_flag("--no-recreate", up.no_recreate, "leave containers that have changed")
      ->excludes(force);
  command.add_flag("--no-deps", up.no_deps, "without what the services require");
  command.add_flag("--remove-orphans", up.remove_orphans,
                   "remove containers of services that no longer exist");
  command.add_flag("--keep-going", up.keep_going,
                   "after a failure go on with what does not depend on it");
  command.add_flag("--offline", up.offline, "pull nothing");
  command
      .add_option_function<std::vector<std::string>>(
          "--scale",
          [&up](const std::vector<std::string>& pairs) { up.scale = parse_scale(pairs); },
          "SERVICE=NUMBER of containers; repeat")
      ->allow_extra_args(false);
  command.add_flag("--dry-run", up.dry_run, "print the plan, change nothing");
  auto* no_wait = command.add_flag("--no-wait", up.no_wait, "return when everything is started");
  command.add_flag("--follow", up.follow, "stay with the logs once everything is ready")
      ->excludes(no_wait);
  add_seconds(command, "-t,--timeout", up.stop_grace,
              "grace before a container that is replaced is killed");
  add_seconds(command, "--wait-timeout", up.wait_timeout, "deadline of the whole command");
  accept_without_effect(command, "-d,--detach", "Compose: run in the background");
  accept_without_effect(command, "--wait", "Compose: wait for health");
  accept_without_effect(command, "--quiet-pull", "Compose: no progress of pulls");
  command.footer(
      "Examples:\n"
      "  devstack up                      everything of the default profile\n"
      "  devstack up api --build          api, rebuilt, and what it requires\n"
      "  devstack up --profile minimal    less of it");
}

void bind_down(CLI::App& command, DownArguments& down) {
  add_services(command, down.services, "only these");
  command.add_flag("-v,--volumes", down.volumes, "delete the stack's own volumes, too");
  command.add_flag("-y,--yes", down.yes, "do not ask");
  add_seconds(command, "-t,--timeout", down.stop_grace, "grace before a container is killed");
  accept_without_effect(command, "--remove-orphans", "Compose: orphans go in any case");
  command.footer(
      "Examples:\n"
      "  devstack down        containers and networks; data stays\n"
      "  devstack down -v     data as well");
}

void bind_reset(CLI::App& command, ResetArguments& reset) {
  add_services(command, reset.services, "only the volumes of these");
  command.add_flag("-y,--yes", reset.yes, "do not ask; needed where nobody can answer");
  command.add_flag("--no-start", reset.no_start, "do not start again");
  add_seconds(command, "-t,--timeout", reset.stop_grace, "grace before a container is killed");
  command.footer(
      "Deletes the volumes that the stack declares and owns, and starts again.\n"
      "External volumes and those of other projects are never touched.\n\n"
      "Examples:\n"
      "  devstack reset           shows names and sizes, asks, deletes, starts\n"
      "  devstack reset db --yes  only the volumes of db");
}

}  // namespace

void add_lifecycle_commands(CLI::App& app, Parsed& parsed) {
  add_command<UpArguments>(app, parsed, "up", "start everything, in order, until it is ready",
                           kGroup, bind_up);
  add_command<DownArguments>(app, parsed, "down", "stop and remove; data stays", kGroup, bind_down);
  add_command<ResetArguments>(app, parsed, "reset", "delete the data and start again", kGroup,
                              bind_reset);
}

}  // namespace devstack::cli
