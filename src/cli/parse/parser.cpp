// Runs CLI11 over the command line and turns its errors into ours.
#include "cli/parse/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>

#include "cli/parse/command_tree.hpp"
#include "cli/parse/help_format.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr char kDescription[] =
    "devstack brings a development environment up from Compose files, keeps it right and takes it "
    "away.";
constexpr char kFooter[] =
    "devstack COMMAND --help shows the options of a command.\n"
    "devstack explain DS2101 tells more about an error.";

/// Which options of a command are made: those that no word can name cost more than the rest.
enum class Options { kNone, kOwn, kOwnAndGlobal };
using Wanted = std::function<Options(const CLI::App& command)>;

/// Commands of which nothing is `wanted` have a name and a summary.
std::unique_ptr<CLI::App> make_tree(Parsed& parsed, const Wanted& wanted) {
  auto app = std::make_unique<CLI::App>(kDescription, "devstack");
  app->formatter(std::make_shared<HelpFormat>());
  app->footer(kFooter);
  app->set_help_flag();  // each command would get one of its own
  app->require_subcommand(0, 1);
  add_lifecycle_commands(*app, parsed);
  add_data_commands(*app, parsed);
  add_container_commands(*app, parsed);
  add_single_commands(*app, parsed);
  add_inspection_commands(*app, parsed);
  add_looking_commands(*app, parsed);
  add_model_commands(*app, parsed);
  add_tool_commands(*app, parsed);
  app->set_help_flag("-h,--help", "this text");
  add_global_options(*app, parsed.global);
  app->add_flag_function(
      "--version", [](std::int64_t) {}, "version of devstack");
  for (auto* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    const Options options = wanted(*command);
    if (options == Options::kNone) continue;
    if (const auto bind = parsed.bind.find(command); bind != parsed.bind.end()) bind->second();
    command->set_help_flag("-h,--help", "this text");
    if (options == Options::kOwnAndGlobal) add_global_options_to_command(*command, parsed.global);
  }
  return app;
}

/// A command can only be meant when one of the words names it, and a global option of it when a
/// later one looks like an option.
Wanted named_in(const std::vector<std::string>& words) {
  return [&words](const CLI::App& command) {
    const auto name = std::find_if(words.begin(), words.end(), [&command](const std::string& word) {
      return command.check_name(word);
    });
    if (name == words.end()) return Options::kNone;
    const bool any = std::any_of(name + 1, words.end(),
                                 [](const std::string& word) { return word.starts_with('-'); });
    return any ? Options::kOwnAndGlobal : Options::kOwn;
  };
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    for (const auto& alias : command->get_aliases()) names.push_back(alias);
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

const CLI::App* chosen_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? nullptr : chosen.front();
}

std::string help_command(const CLI::App& app) {
  const auto* command = chosen_command(app);
  return command == nullptr ? "devstack --help"
                            : fmt::format("devstack {} --help", command->get_name());
}

std::string hint(const std::string& guess, const CLI::App& app) {
  return (guess.empty() ? "" : guess + "\n") + "see " + help_command(app);
}

[[noreturn]] void refuse_extra(const CLI::App& app, const std::string& word) {
  const auto* command = chosen_command(app);
  if (!word.empty() && word.front() == '-') {
    const std::string name = word.substr(0, word.find('='));
    const auto known = option_names(command == nullptr ? app : *command);
    const std::string of = command == nullptr ? "devstack" : "devstack " + command->get_name();
    const auto global = option_names(app);
    const bool stands_before = std::find(global.begin(), global.end(), name) != global.end();
    const std::string guess =
        stands_before ? fmt::format("{} stands before the command: devstack {} … {}", name, name,
                                    command == nullptr ? "COMMAND" : command->get_name())
        : name.starts_with("--") ? did_you_mean(name, known)
                                 : std::string();
    throw UsageError(fmt::format("{} has no option {}", of, name), hint(guess, app));
  }
  if (command == nullptr) {
    throw UsageError(fmt::format("there is no command \"{}\"", word),
                     hint(did_you_mean(word, command_names(app)), app));
  }
  throw UsageError(fmt::format("devstack {} takes no argument \"{}\"", command->get_name(), word),
                   hint("", app));
}

/// The first word that CLI11 could not place, in the chosen command or before it.
std::string first_extra(const CLI::App& app) {
  const auto words = app.remaining(true);
  return words.empty() ? "" : words.front();
}

[[noreturn]] void refuse(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    refuse_extra(app, first_extra(app));
  }
  throw UsageError(error.what(), hint("", app));
}

/// A command that takes everything after the service as it is cannot see a wrong option.
void check_first_word(const std::string& command, const std::string& service) {
  if (service.empty() || service.front() != '-') return;
  throw UsageError(fmt::format("devstack {} has no option {}", command, service),
                   fmt::format("see devstack {} --help", command));
}

void check_run(const RunArguments& run) {
  check_first_word("run", run.service);
  if (run.service.empty()) {
    throw UsageError("devstack run needs a service", "for instance: devstack run --rm api sh");
  }
  if (run.service_ports && !run.publish.empty()) {
    throw UsageError("--service-ports and --publish exclude each other");
  }
}

void check_exec(const ExecArguments& exec) {
  check_first_word("exec", exec.service);
  if (exec.service.empty() || exec.command.empty()) {
    throw UsageError("devstack exec needs a service and a command",
                     "for instance: devstack exec db sh");
  }
}

CommandOutline outline_of(const CLI::App& app) {
  CommandOutline outline{app.get_name(), app.get_description(), option_names(app), false};
  outline.takes_services = app.get_name() == "exec" || app.get_name() == "run" ||
                           app.get_option_no_throw("SERVICE") != nullptr;
  std::sort(outline.options.begin(), outline.options.end());
  outline.options.erase(std::remove(outline.options.begin(), outline.options.end(), "--SERVICE"),
                        outline.options.end());
  return outline;
}

}  // namespace

std::variant<Invocation, HelpText> parse_command_line(const std::vector<std::string>& arguments) {
  Parsed parsed;
  const auto app = make_tree(parsed, named_in(arguments));
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app->parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    const auto* command = chosen_command(*app);
    return HelpText{command == nullptr ? app->help() : command->help("devstack")};
  } catch (const CLI::ParseError& error) {
    refuse(*app, error);
  }
  if (app->count("--version") != 0) return Invocation{parsed.global, VersionArguments{}};
  if (chosen_command(*app) == nullptr) return HelpText{app->help()};
  if (const auto* exec = std::get_if<ExecArguments>(&parsed.command)) check_exec(*exec);
  if (const auto* run = std::get_if<RunArguments>(&parsed.command)) check_run(*run);
  return Invocation{std::move(parsed.global), std::move(parsed.command)};
}

std::vector<CommandOutline> command_outline() {
  Parsed parsed;
  const auto app = make_tree(parsed, [](const CLI::App&) { return Options::kOwnAndGlobal; });
  std::vector<CommandOutline> outline{outline_of(*app)};
  for (const auto* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    outline.push_back(outline_of(*command));
    for (const auto& alias : command->get_aliases()) {
      outline.push_back(outline.back());
      outline.back().name = alias;
    }
  }
  return outline;
}

}  // namespace devstack::cli
