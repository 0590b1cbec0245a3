// Options that are not of one command: the global ones, and kinds that several commands share.
#include "cli/parse/command_tree.hpp"

#include "cli/parse/parse_values.hpp"

namespace devstack::cli {
namespace {

enum class Place { kBeforeCommand, kAfterCommand };

/// Letters belong to the command once it is named.
std::string names(const std::string& letter, const std::string& long_name, Place place) {
  return place == Place::kBeforeCommand ? letter + "," + long_name : long_name;
}

void set_color(GlobalOptions& options, const std::string& text) {
  options.color = text == "always"  ? ColorChoice::kAlways
                  : text == "never" ? ColorChoice::kNever
                                    : ColorChoice::kAuto;
}

void set_progress(GlobalOptions& options, const std::string& text) {
  options.progress = text == "tty"     ? ProgressChoice::kTty
                     : text == "plain" ? ProgressChoice::kPlain
                     : text == "json"  ? ProgressChoice::kJson
                     : text == "quiet" ? ProgressChoice::kQuiet
                                       : ProgressChoice::kAuto;
}

CLI::Option* add_use(CLI::App& app, std::vector<std::pair<std::string, std::string>>& uses) {
  return app
      .add_option_function<std::vector<std::string>>(
          "--use",
          [&uses](const std::vector<std::string>& given) {
            for (const std::string& text : given) uses.push_back(parse_use("--use", text));
          },
          "implementation of a role; repeat (devstack substitutions)")
      ->allow_extra_args(false)
      ->type_name("ROLE=CHOICE");
}

void add_globals(CLI::App& app, GlobalOptions& options, Place place) {
  std::vector<CLI::Option*> added;
  added.push_back(add_repeated(app, names("-f", "--file", place), options.files,
                               "stack file; repeat to merge"));
  added.push_back(app.add_option("--stack", options.stack_name, "name of a stack to use"));
  added.push_back(app.add_option(names("-p", "--project-name", place), options.project_name,
                                 "prefix of containers, networks and volumes"));
  added.push_back(add_repeated(app, "--profile", options.profiles,
                               "profile; repeat, the later wins; * is every Compose profile"));
  added.push_back(app.add_flag("--no-profile", options.no_profile, "not even the default profile"));
  added.push_back(add_use(app, options.use));
  added.push_back(app.add_option_function<std::string>(
                         "--port-offset",
                         [&options](const std::string& text) {
                           options.port_offset = parse_port_offset("--port-offset", text);
                         },
                         "moves published ports by this much")
                      ->type_name("N"));
  added.push_back(add_repeated(app, "--env-file", options.env_files,
                               "file of variables instead of .env; repeat"));
  added.push_back(app.add_option("--project-directory", options.project_directory,
                                 "folder that relative paths start from"));
  added.push_back(app.add_option(names("-H", "--host", place), options.host,
                                 "engine: unix:///path, tcp://host:port"));
  added.push_back(app.add_option_function<std::string>(
                         "--color",
                         [&options](const std::string& text) { set_color(options, text); },
                         "auto, always or never")
                      ->check(CLI::IsMember({"auto", "always", "never"})));
  added.push_back(app.add_option_function<std::string>(
                         "--progress",
                         [&options](const std::string& text) { set_progress(options, text); },
                         "auto, tty, plain, json or quiet")
                      ->check(CLI::IsMember({"auto", "tty", "plain", "json", "quiet"})));
  added.push_back(
      app.add_flag("--no-input", options.no_input, "never ask; fail where a question is needed"));
  added.push_back(app.add_flag("--offline", options.offline,
                               "pull nothing; use what is here and declared fallbacks"));
  added.push_back(app.add_option_function<std::string>(
      "--lock-timeout",
      [&options](const std::string& text) {
        options.lock_timeout = parse_seconds("--lock-timeout", text);
      },
      "longest wait for another command on this project (60s)"));
  if (place == Place::kAfterCommand) {
    for (auto* option : added) option->group("");
  }
}

}  // namespace

CLI::Option* add_repeated(CLI::App& command, const std::string& names,
                          std::vector<std::string>& values, const std::string& help) {
  return command
      .add_option_function<std::vector<std::string>>(
          names,
          [&values](const std::vector<std::string>& given) {
            values.insert(values.end(), given.begin(), given.end());
          },
          help)
      ->allow_extra_args(false)
      ->type_name("TEXT");
}

void add_global_options(CLI::App& app, GlobalOptions& options) {
  add_globals(app, options, Place::kBeforeCommand);
  app.add_flag("-q,--quiet", options.quiet, "only failures");
  app.add_flag("-v,--verbose", options.verbosity, "log what is done; -vv: every request");
}

void add_global_options_to_command(CLI::App& command, GlobalOptions& options) {
  add_globals(command, options, Place::kAfterCommand);
  const bool has_its_own = command.get_option_no_throw("-q") != nullptr ||
                           command.get_option_no_throw("--quiet") != nullptr;
  if (!has_its_own) command.add_flag("-q,--quiet", options.quiet)->group("");
}

void add_services(CLI::App& command, std::vector<std::string>& services, const std::string& help) {
  command.add_option("SERVICE", services, help)->type_name("");
}

void add_mocks(CLI::App& command, std::vector<std::string>& mocks) {
  add_repeated(command, "--mock", mocks, "SERVICE that runs as its mock; repeat");
}

void accept_without_effect(CLI::App& command, const std::string& names, const std::string& help) {
  command
      .add_flag_function(
          names, [](std::int64_t) {}, help)
      ->group("Accepted, no effect");
}

void add_output(CLI::App& command, Output& output) {
  command
      .add_option_function<std::string>(
          "-o,--format,--output",
          [&output](const std::string& text) {
            output = text == "json" ? Output::kJson : Output::kTable;
          },
          "table or json")
      ->check(CLI::IsMember({"table", "json"}));
}

CLI::Option* add_seconds(CLI::App& command, const std::string& names,
                         std::optional<std::chrono::seconds>& value, const std::string& help) {
  const std::string last_name = names.substr(names.rfind(',') + 1);
  return command
      .add_option_function<std::string>(
          names,
          [&value, last_name](const std::string& text) { value = parse_seconds(last_name, text); },
          help)
      ->type_name("SECONDS");
}

}  // namespace devstack::cli
