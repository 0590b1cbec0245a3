// Builds the tree of commands and options; private to the parser's files.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/parse/options.hpp"

namespace devstack::cli {

/// Where parsing stores what it finds; the chosen command's callback fills `command`.
struct Parsed {
  GlobalOptions global;
  CommandArguments command = VersionArguments{};
  /// Give the commands their options. Called only for those that the words may mean: making the
  /// options of all would take a third of the time of a short command.
  std::map<const CLI::App*, std::function<void()>> bind;
};

/// Adds a subcommand whose arguments live as long as the tree. The options of `Arguments` are bound
/// by `bind`, once `Parsed::bind` is called; when the command is chosen they become
/// `Parsed::command`.
template <class Arguments>
CLI::App* add_command(CLI::App& app, Parsed& parsed, const std::string& name,
                      const std::string& summary, const std::string& group,
                      const std::function<void(CLI::App&, Arguments&)>& bind) {
  auto* command = app.add_subcommand(name, summary)->group(group);
  const auto arguments = std::make_shared<Arguments>();
  parsed.bind[command] = [command, arguments, bind] { bind(*command, *arguments); };
  command->callback([&parsed, arguments] { parsed.command = *arguments; });
  return command;
}

void add_global_options(CLI::App& app, GlobalOptions& options);
/// The same by their long names, after the command: `devstack up --profile dev`. Not in its help.
void add_global_options_to_command(CLI::App& command, GlobalOptions& options);

void add_lifecycle_commands(CLI::App& app, Parsed& parsed);   // up, down, reset, create …
void add_image_commands(CLI::App& app, Parsed& parsed);       // pull, build, push
void add_data_commands(CLI::App& app, Parsed& parsed);        // snapshot, backup, restore
void add_container_commands(CLI::App& app, Parsed& parsed);   // stop, start, restart, kill …
void add_single_commands(CLI::App& app, Parsed& parsed);      // run, attach, cp
void add_inspection_commands(CLI::App& app, Parsed& parsed);  // ps, health, logs, exec
void add_looking_commands(CLI::App& app, Parsed& parsed);     // port, top, stats, events …
void add_model_commands(CLI::App& app, Parsed& parsed);  // plan, config, env, graph, profiles, ls
void add_tool_commands(CLI::App& app, Parsed& parsed);   // doctor, completion, explain, version

// Kinds of option that several commands have.
void add_services(CLI::App& command, std::vector<std::string>& services, const std::string& help);
void add_output(CLI::App& command, Output& output);
/// --mock SERVICE, repeatable.
void add_mocks(CLI::App& command, std::vector<std::string>& mocks);

/// --build, --no-build, --pull and what goes with them: of up and create.
void add_image_options(CLI::App& command, UpArguments& up);

/// An option of Docker Compose that means what happens anyway.
void accept_without_effect(CLI::App& command, const std::string& names, const std::string& help);
/// "10" or "1m30s".
CLI::Option* add_seconds(CLI::App& command, const std::string& names,
                         std::optional<std::chrono::seconds>& value, const std::string& help);
/// A repeatable option that takes one value each time and appends.
CLI::Option* add_repeated(CLI::App& command, const std::string& names,
                          std::vector<std::string>& values, const std::string& help);

}  // namespace devstack::cli
