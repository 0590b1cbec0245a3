// What every command gets: the global options, the environment, the console. Made by app.cpp, which
// outlives the command.
#pragma once

#include <string>
#include <string_view>

#include "cli/console.hpp"
#include "cli/parse/options.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

struct CommandContext {
  const GlobalOptions& global;
  const load::Environment& environment;
  const Console& console;
};

/// Value of an environment variable; empty when it is not set.
[[nodiscard]] std::string variable(const CommandContext& context, std::string_view name);

/// Somebody sits at a terminal and has not forbidden questions with --no-input.
[[nodiscard]] inline bool can_ask(const CommandContext& context) {
  return context.console.input_is_terminal && !context.global.no_input;
}

}  // namespace devstack::cli
