// up, down, reset; create, scale.
#include "cli/parse/command_tree.hpp"
#include "cli/parse/parse_values.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Run";

/// What up and create have in common: how containers are made.
void bind_making(CLI::App& command, UpArguments& up) {
  add_image_options(command, up);
  auto* force = command.add_flag("--force-recreate", up.force_recreate,
                                 "recreate containers that have not changed, too");
  command.add_flag("--no-recreate", up.no_recreate, "leave containers that have changed")
      ->excludes(force);
  command.add_flag("--remove-orphans", up.remove_orphans,
                   "remove containers of services that no longer exist");
  command
      .add_option_function<std::vector<std::string>>(
          "--scale",
          [&up](const std::vector<std::string>& pairs) { up.scale = parse_scale(pairs); },
          "SERVICE=NUMBER of containers; repeat")
      ->allow_extra_args(false);
}

/// Docker Compose's options of an attached `up`; each means that `up` stays.
void bind_following(CLI::App& command, FollowArguments& following) {
  using Abort = FollowArguments::Abort;
  auto* detach = command.add_flag_function(
      "-d,--detach", [](std::int64_t) {}, "Compose: run in the background");
  detach->group("Accepted, no effect");
  command.add_flag("-w,--watch", following.watch, "stay, and act on changed files (develop.watch)")
      ->excludes(detach);
  auto* dependencies = command.add_flag("--attach-dependencies", following.attach_dependencies,
                                        "stay, with the logs of what the services require, too");
  add_repeated(command, "--attach", following.attach, "stay, with the logs of this service; repeat")
      ->excludes(dependencies);
  add_repeated(command, "--no-attach", following.no_attach,
               "stay, without the logs of this service; repeat");
  command
      .add_flag_function(
          "--abort-on-container-exit",
          [&following](std::int64_t) { following.abort = Abort::kOnExit; },
          "stay, and stop everything when a container ends")
      ->excludes(detach);
  command
      .add_flag_function(
          "--abort-on-container-failure",
          [&following](std::int64_t) { following.abort = Abort::kOnFailure; },
          "stay, and stop everything when a container fails")
      ->excludes(detach)
      ->excludes("--abort-on-container-exit");
  command
      .add_option_function<std::string>(
          "--exit-code-from",
          [&following](const std::string& service) {
            following.exit_code_from = service;
            following.abort = Abort::kOnExit;
          },
          "exit with the code of this service's container; stops everything when one ends")
      ->excludes(detach)
      ->type_name("SERVICE");
  command.add_flag("--timestamps", following.timestamps, "of logs: show times");
  command.add_flag("--no-log-prefix", following.no_prefix, "of logs: without service names");
  command.add_flag("--no-color", following.no_color, "of logs: without colour");
}

void bind_watch(CLI::App& command, WatchArguments& watch) {
  add_services(command, watch.services, "only these");
  command.add_flag("--no-up", watch.no_up, "do not build and start the services first");
  command.add_flag("--prune,!--no-prune", watch.prune,
                   "remove images that a rebuild leaves without a name (as without it)");
  command.add_flag("--quiet", watch.quiet, "show only failures of rebuilds");
  command.footer(
      "Does what develop.watch of the services says when files change, until Ctrl-C.\n\n"
      "Examples:\n"
      "  devstack watch\n"
      "  devstack watch api --no-up\n"
      "  devstack up --watch         with the logs");
}

void bind_up(CLI::App& command, UpArguments& up) {
  add_services(command, up.services, "only these, and what they require");
  bind_making(command, up);
  command.add_flag("--no-deps", up.no_deps, "without what the services require");
  command.add_flag("--keep-going", up.keep_going,
                   "after a failure go on with what does not depend on it");
  add_mocks(command, up.mocks);
  command.add_flag("--dry-run", up.dry_run, "print the plan, change nothing");
  auto* no_wait = command.add_flag("--no-wait", up.no_wait, "return when everything is started");
  command.add_flag("--follow", up.follow, "stay with the logs once everything is ready")
      ->excludes(no_wait);
  add_seconds(command, "-t,--timeout", up.stop_grace,
              "grace before a container that is replaced is killed");
  add_seconds(command, "--wait-timeout", up.wait_timeout, "deadline of the whole command");
  bind_following(command, up.following);
  accept_without_effect(command, "--wait", "Compose: wait for health");
  command.footer(
      "Examples:\n"
      "  devstack up                      everything of the default profile\n"
      "  devstack up api --build          api, rebuilt, and what it requires\n"
      "  devstack up --profile minimal    less of it\n"
      "  devstack up --mock db            a mock in place of db\n"
      "  devstack --offline up            without any pull");
}

void bind_create(CLI::App& command, CreateArguments& create) {
  add_services(command, create.up.services, "only these, and what they require");
  bind_making(command, create.up);
  accept_without_effect(command, "-y,--yes", "Compose: do not ask");
  command.footer(
      "Makes images, networks, volumes and containers as up does, and starts nothing.\n\n"
      "Example:\n"
      "  devstack create && devstack start");
}

void bind_scale(CLI::App& command, ScaleArguments& scale) {
  command.add_option("SERVICE", scale.pairs, "SERVICE=NUMBER: containers of a service")
      ->required()
      ->type_name("");
  command.add_flag("--no-deps", scale.no_deps, "without what the services require");
  command.footer(
      "Example:\n"
      "  devstack scale worker=3");
}

void bind_job(CLI::App& command, JobArguments& job) {
  command.add_option("ACTION", job.action, "ls or run")
      ->required()
      ->type_name("")
      ->check(CLI::IsMember({"ls", "run"}));
  command.add_option("JOB", job.jobs, "of run: these, and what they require")->type_name("");
  command.add_flag("--force", job.force, "of run: although the last result still holds");
  add_output(command, job.output);
  command.footer(
      "ls tells when each job ran last and why it would run again. A job of the Compose profile\n"
      "manual runs only by its name.\n\n"
      "Examples:\n"
      "  devstack job ls\n"
      "  devstack job run seed\n"
      "  devstack job run migrate --force");
}

void bind_down(CLI::App& command, DownArguments& down) {
  add_services(command, down.services, "only these");
  command.add_flag("-v,--volumes", down.volumes, "delete the stack's own volumes, too");
  command.add_flag("-y,--yes", down.yes, "do not ask");
  command.add_flag("--no-snapshot", down.no_snapshot, "of -v: keep no copy of the data");
  add_seconds(command, "-t,--timeout", down.stop_grace, "grace before a container is killed");
  accept_without_effect(command, "--remove-orphans", "Compose: orphans go in any case");
  command.footer(
      "Examples:\n"
      "  devstack down        containers and networks; data stays\n"
      "  devstack down -v     data as well; a snapshot is kept first");
}

void bind_reset(CLI::App& command, ResetArguments& reset) {
  add_services(command, reset.services, "only the volumes of these");
  command.add_flag("-y,--yes", reset.yes, "do not ask; needed where nobody can answer");
  auto* databases = command.add_flag("--databases", reset.databases,
                                     "only volumes of databases and caches; others keep running");
  command.add_flag("--models", reset.models, "only declared model caches; no snapshot of these")
      ->excludes(databases);
  command.add_flag("--no-snapshot", reset.no_snapshot, "keep no copy of the data");
  command.add_flag("--no-start", reset.no_start, "do not start again");
  add_seconds(command, "-t,--timeout", reset.stop_grace, "grace before a container is killed");
  command.footer(
      "Deletes the volumes that the stack declares and owns, and starts again. A snapshot is kept\n"
      "first; the command that undoes it is printed.\n"
      "External volumes and those of other projects are never touched.\n\n"
      "Examples:\n"
      "  devstack reset           shows names and sizes, asks, deletes, starts\n"
      "  devstack reset db --yes  only the volumes of db\n"
      "  devstack reset --databases --yes");
}

}  // namespace

void add_lifecycle_commands(CLI::App& app, Parsed& parsed) {
  add_command<UpArguments>(app, parsed, "up", "start everything, in order, until it is ready",
                           kGroup, bind_up);
  add_command<WatchArguments>(app, parsed, "watch", "changed files into containers", kGroup,
                              bind_watch);
  add_command<JobArguments>(app, parsed, "job", "jobs: when they ran, and to run them", kGroup,
                            bind_job);
  add_command<DownArguments>(app, parsed, "down", "stop and remove; data stays", kGroup, bind_down);
  add_command<CreateArguments>(app, parsed, "create", "make containers, start nothing", kGroup,
                               bind_create);
  add_command<ScaleArguments>(app, parsed, "scale", "change how many containers a service has",
                              kGroup, bind_scale);
  add_image_commands(app, parsed);
  add_command<ResetArguments>(app, parsed, "reset", "delete the data and start again", kGroup,
                              bind_reset);
}

}  // namespace devstack::cli
