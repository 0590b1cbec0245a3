#include "load/shell_command.hpp"

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {

std::vector<std::string> shell_command(const Node& command, const std::string& path,
                                       Diagnostics& diagnostics) {
  if (command.is_string() && !trim(command.text).empty()) {
    return {"/bin/sh", "-c", command.text};
  }
  std::vector<std::string> words = texts_of(command);
  if (!words.empty() && !trim(words.front()).empty()) return words;
  diagnostics.error("DS1412", command.span, fmt::format("\"{}\" runs no command", path),
                    "write it as a list of words, or as one line for a shell");
  return {};
}

}  // namespace devstack::load
