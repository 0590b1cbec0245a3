// run, attach, cp: about one container.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Containers";

CLI::Option* add_choice(CLI::App& command, const std::string& names, std::optional<bool>& value,
                        const std::string& help) {
  return command.add_flag_function(
      names, [&value](std::int64_t count) { value = count > 0; }, help);
}

void bind_run(CLI::App& command, RunArguments& run) {
  command.add_flag("--rm", run.remove, "remove the container when it has ended");
  command.add_flag("-d,--detach", run.detach, "leave it running, print its id");
  command.add_flag("--no-deps", run.no_deps, "without what the service requires");
  add_repeated(command, "-e,--env", run.environment, "NAME=VALUE, or NAME as it is here; repeat");
  add_repeated(command, "--env-from-file", run.env_files, "file of variables; repeat");
  command.add_option("--entrypoint", run.entrypoint, "instead of the service's");
  command.add_option("-u,--user", run.user, "user, or uid:gid");
  command.add_option("-w,--workdir", run.working_dir, "folder in the container");
  add_repeated(command, "-v,--volume", run.volumes, "as in volumes: of a stack file; repeat");
  add_repeated(command, "-p,--publish", run.publish, "as in ports: of a stack file; repeat");
  command.add_flag("-P,--service-ports", run.service_ports, "publish the service's ports");
  command.add_flag("--use-aliases", run.use_aliases, "known by the service's names in networks");
  command.add_option("--name", run.name, "of the container");
  add_repeated(command, "-l,--label", run.labels, "NAME=VALUE; repeat");
  add_repeated(command, "--cap-add", run.cap_add, "capability to give; repeat");
  add_repeated(command, "--cap-drop", run.cap_drop, "capability to take away; repeat");
  command.add_flag("--build", run.build, "build the image first");
  command.add_option("--pull", run.pull, "always, missing or never")
      ->check(CLI::IsMember({"always", "missing", "never", "policy"}));
  command.add_flag("--remove-orphans", run.remove_orphans,
                   "remove containers of services that no longer exist");
  add_choice(command, "-T{false},--no-TTY{false},--no-tty{false},-t,--tty", run.tty,
             "-T: no terminal, even on one");
  add_choice(command, "-i,--interactive", run.interactive, "pass stdin on; =false: do not");
  command.add_flag("-q,--quiet", run.quiet, "no progress");
  command.add_flag("--quiet-pull", run.quiet_pull, "no progress of pulls");
  command.add_flag("--quiet-build", run.quiet_build, "no output of builds");
  command.prefix_command();
  command.footer(
      "A new container beside those of up, with the service's image, environment, volumes and\n"
      "networks, once what the service requires is ready. Ports are not published unless asked\n"
      "for. The exit code is the command's own; a job run so does not count as run.\n\n"
      "Examples:\n"
      "  devstack run --rm api python manage.py migrate\n"
      "  devstack run --rm --no-deps -e DEBUG=1 api sh");
}

void add_run(CLI::App& app, Parsed& parsed) {
  auto* command = app.add_subcommand("run", "run a command in a new container of a service");
  command->group(kGroup);
  const auto run = std::make_shared<RunArguments>();
  parsed.bind[command] = [command, run] { bind_run(*command, *run); };
  command->callback([&parsed, run, command] {
    auto words = command->remaining();
    if (!words.empty() && words.front() == "--") words.erase(words.begin());
    if (!words.empty()) run->service = words.front();
    if (words.size() > 1) run->command.assign(words.begin() + 1, words.end());
    if (!run->command.empty() && run->command.front() == "--") {
      run->command.erase(run->command.begin());
    }
    parsed.command = *run;
  });
}

void bind_attach(CLI::App& command, AttachArguments& attach) {
  command.add_option("SERVICE", attach.service, "to whose container")->required()->type_name("");
  command.add_option("--index", attach.index, "which container of a scaled service")
      ->check(CLI::Range(1, 1000));
  command.add_flag("--no-stdin", attach.no_stdin, "only look");
  command.add_flag("--sig-proxy", attach.sig_proxy, "pass signals on; =false: Ctrl-C leaves");
  command.add_option("--detach-keys", attach.detach_keys, "leave by these (ctrl-p,ctrl-q)");
  command.footer(
      "The terminal or the output of the container's own process, until it ends; its exit code\n"
      "is this command's.\n\n"
      "Example:\n"
      "  devstack attach api");
}

void bind_cp(CLI::App& command, CpArguments& cp) {
  command.add_option("SOURCE", cp.source, "SERVICE:PATH, a path here, or - for a tar on stdin")
      ->required()
      ->type_name("");
  command.add_option("TARGET", cp.destination, "a path here, SERVICE:PATH, or - for a tar")
      ->required()
      ->type_name("");
  command.add_option("--index", cp.index, "which container of a scaled service")
      ->check(CLI::Range(1, 1000));
  command.add_flag("--all", cp.all, "containers of run as well");
  command.add_flag("-a,--archive", cp.archive, "files get the container's user");
  command.add_flag("-L,--follow-link", cp.follow_link, "copy what a link at SOURCE points to");
  command.footer(
      "Copies as `docker compose cp` does; into every container of a scaled service. What comes\n"
      "out of a container never leaves the target folder.\n\n"
      "Examples:\n"
      "  devstack cp api:/app/report.html .\n"
      "  devstack cp fixtures/. db:/tmp/fixtures\n"
      "  devstack cp db:/var/lib/data - | gzip > data.tar.gz");
}

}  // namespace

void add_single_commands(CLI::App& app, Parsed& parsed) {
  add_run(app, parsed);
  add_command<AttachArguments>(app, parsed, "attach", "join a container's own process", kGroup,
                               bind_attach);
  add_command<CpArguments>(app, parsed, "cp", "copy files from and to containers", kGroup, bind_cp);
}

}  // namespace devstack::cli
