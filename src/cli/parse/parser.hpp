// Command line in, plain values out. CLI11 stands behind this file.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/parse/options.hpp"

namespace devstack::cli {

/// The command line only asked for a text: help.
struct HelpText {
  std::string text;
};

/// Throws UsageError for what makes no sense, with the nearest name where one is likely meant.
/// `arguments` are without the program's name.
[[nodiscard]] std::variant<Invocation, HelpText> parse_command_line(
    const std::vector<std::string>& arguments);

/// Everything that can be typed, for shell completion.
struct CommandOutline {
  std::string name, summary;
  std::vector<std::string> options;  ///< "--force-recreate", "-d"
  bool takes_services = false;
};
/// The first is the program itself, with the global options.
[[nodiscard]] std::vector<CommandOutline> command_outline();

}  // namespace devstack::cli
