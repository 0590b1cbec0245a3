#include "cli/watch/watch_text.hpp"

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

std::string count(std::size_t number, const std::string& what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

std::string watching_text(const std::set<std::string>& services,
                          const std::vector<watch::Matcher>& matchers) {
  std::set<std::string> paths;
  for (const watch::Matcher& matcher : matchers) paths.insert(matcher.rule().path);
  const std::vector<std::string> names(services.begin(), services.end());
  return fmt::format("watching {} for {}; Ctrl-C ends it", count(paths.size(), "path"),
                     join(names, ", "));
}

std::string copied_text(const std::string& service, const watch::Copied& copied, Duration took) {
  std::vector<std::string> parts;
  if (copied.copied != 0) parts.push_back(count(copied.copied, "file") + " copied");
  if (copied.removed != 0) parts.push_back(std::to_string(copied.removed) + " removed");
  return fmt::format("{}: {} ({})", service, join(parts, ", "), format_duration(took));
}

std::string executed_text(const std::string& container, const watch::Rule& rule,
                          const engine::ExecResult& result) {
  const std::string command = join(rule.hook.command, " ");
  std::string text = fmt::format("{}: {}", container, command);
  if (!result.exit_code) {
    text += " did not end in time, or its container went away";
  } else if (*result.exit_code == 0) {
    text += " done";
  } else {
    text += fmt::format(" failed with {} ({})", *result.exit_code, rule.span.file_and_line());
  }
  for (const auto line : split(trim(result.output), '\n')) {
    if (!line.empty()) text += fmt::format("\n  {} | {}", container, terminal_safe(line));
  }
  return text;
}

}  // namespace devstack::cli
