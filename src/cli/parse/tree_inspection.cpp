// ps, health, logs, exec.
#include "cli/parse/command_tree.hpp"
#include "cli/parse/parse_values.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Look";

void bind_ps(CLI::App& command, PsArguments& ps) {
  add_services(command, ps.services, "only these");
  command.add_flag("-a,--all", ps.all, "with stopped containers in JSON and -q");
  command.add_flag("-q", ps.ids_only, "only container ids");
  command.add_flag("--services", ps.names_only, "only service names");
  add_output(command, ps.output);
  command.footer(
      "JSON has the shape of `docker compose ps --format json`: one object a line.\n\n"
      "Examples:\n"
      "  devstack ps\n"
      "  devstack ps --format json | jq -r .Name");
}

void bind_health(CLI::App& command, HealthArguments& health) {
  add_services(command, health.services, "only these");
  command
      .add_option_function<std::string>(
          "--wait",
          [&health](const std::string& text) { health.wait = parse_milliseconds("--wait", text); },
          "keep trying this long")
      ->type_name("DURATION");
  add_output(command, health.output);
  command.add_option("--junit", health.junit_file, "also write a JUnit report")->type_name("FILE");
  command.footer(
      "Exit code: 0 all ready, 3 nothing runs, 4 something is not ready.\n\n"
      "Examples:\n"
      "  devstack health --wait 60s\n"
      "  devstack health -o json | jq .ok");
}

void bind_check(CLI::App& command, CheckArguments& check) {
  command.add_option("GROUP", check.groups, "only these")->type_name("");
  add_output(command, check.output);
  command.add_option("--junit", check.junit_file, "also write a JUnit report")->type_name("FILE");
  command.footer(
      "Groups are those of x-devstack.checks, and on every stack config, infrastructure, "
      "databases,\n"
      "ai, services and connectivity. Only when named: production-ready, performance, benchmark,\n"
      "integration. Exit code: 0 nothing failed (warnings and what was skipped do not count),\n"
      "3 nothing runs, 4 something failed.\n\n"
      "Examples:\n"
      "  devstack check --junit checks.xml\n"
      "  devstack check connectivity");
}

void bind_why(CLI::App& command, WhyArguments& why) {
  command.add_option("SERVICE", why.service, "that is not ready")->required()->type_name("");
  add_output(command, why.output);
  command.footer(
      "Exit code: 0 it is ready, 3 nothing runs, 4 it is not ready.\n\n"
      "Example:\n"
      "  devstack why api");
}

void bind_logs(CLI::App& command, LogsArguments& logs) {
  add_services(command, logs.services, "only these");
  command.add_flag("-f,--follow", logs.follow, "stay for what comes");
  command.add_option("-n,--tail", logs.tail, "number of last lines of each container, or all")
      ->check([](const std::string& text) {
        const bool number = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
        return number || text == "all" ? "" : "takes a number or all, not " + text;
      });
  command.add_option("--since", logs.since, "from this time, or this long ago (10m)");
  command.add_option("--until", logs.until, "up to this time, or this long ago");
  command.add_flag("-t,--timestamps", logs.timestamps, "show times");
  command.add_option("--index", logs.index, "only this container of a scaled service")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  command.add_option("--grep", logs.grep, "only lines that match")->type_name("REGEX");
  command.add_flag("--errors", logs.errors, "only lines that tell of errors");
  command.add_option("--level", logs.level, "only lines of this level and worse")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "fatal"}));
  command.add_option("--json-fields", logs.json_fields, "of JSON lines only these members (a,b)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAMES");
  command.add_flag("--pick", logs.pick, "choose services on the terminal");
  command
      .add_option_function<std::string>(
          "-o,--format", [&logs](const std::string& text) { logs.ndjson = text == "ndjson"; },
          "text or ndjson: one object a line")
      ->check(CLI::IsMember({"text", "ndjson"}));
  command.add_flag("--no-log-prefix,--no-prefix", logs.no_prefix, "without service names");
  command.add_flag("--no-color", logs.no_color, "without colour");
  command.footer(
      "Examples:\n"
      "  devstack logs -f api worker\n"
      "  devstack logs --since 10m --grep 'ERROR|WARN'\n"
      "  devstack logs --level warn --json-fields msg,user");
}

void bind_exec(CLI::App& command, ExecArguments& exec) {
  command.add_flag("-T,--no-tty", exec.no_tty, "no terminal, even on one");
  command.add_option("-u,--user", exec.user, "user, or uid:gid");
  command.add_option("-w,--workdir", exec.working_dir, "folder in the container");
  add_repeated(command, "-e,--env", exec.environment, "NAME=VALUE; repeat");
  command.add_flag("-d,--detach", exec.detach, "leave it running, return at once");
  command.add_flag("--privileged", exec.privileged, "with extended privileges");
  command.add_option("--index", exec.index, "which container of a scaled service")
      ->check(CLI::Range(1, 1000));
  command.prefix_command();
  command.footer(
      "The exit code is the command's own.\n\n"
      "Examples:\n"
      "  devstack exec db psql -U postgres\n"
      "  devstack exec -T db pg_dump -U postgres > dump.sql");
}

void add_exec(CLI::App& app, Parsed& parsed) {
  auto* command = app.add_subcommand("exec", "run a command in a service's container");
  command->group(kGroup);
  const auto exec = std::make_shared<ExecArguments>();
  bind_exec(*command, *exec);
  command->callback([&parsed, exec, command] {
    auto words = command->remaining();
    if (!words.empty() && words.front() == "--") words.erase(words.begin());
    if (!words.empty()) exec->service = words.front();
    if (words.size() > 1) exec->command.assign(words.begin() + 1, words.end());
    if (!exec->command.empty() && exec->command.front() == "--") {
      exec->command.erase(exec->command.begin());
    }
    parsed.command = *exec;
  });
}

}  // namespace

void add_inspection_commands(CLI::App& app, Parsed& parsed) {
  add_command<PsArguments>(app, parsed, "ps", "what runs, how, where", kGroup, bind_ps)
      ->alias("status");
  add_command<HealthArguments>(app, parsed, "health", "probe everything now", kGroup, bind_health);
  add_command<CheckArguments>(app, parsed, "check", "whether it works together", kGroup,
                              bind_check);
  add_command<WhyArguments>(app, parsed, "why", "why a service is not ready", kGroup, bind_why);
  add_command<LogsArguments>(app, parsed, "logs", "what services say", kGroup, bind_logs);
  add_exec(app, parsed);
}

}  // namespace devstack::cli
