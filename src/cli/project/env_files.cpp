#include "cli/project/env_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

/// Variables that tools read themselves, whatever the stack names.
constexpr std::array<std::string_view, 4> kToolPrefixes{"COMPOSE_", "DOCKER_", "DEVSTACK_",
                                                        "BUILDKIT_"};

constexpr std::array<std::string_view, 12> kPlaceholderWords{
    "password", "passwd",      "changeme", "change_me", "change-me", "your_",
    "your-",    "placeholder", "example",  "insecure",  "dev-only",  "development"};
constexpr std::array<std::string_view, 14> kWellKnown{
    "secret", "admin", "root",  "test", "postgres", "guest",      "minioadmin",
    "dev",    "demo",  "12345", "1234", "123456",   "local-only", "letmein"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string unquoted(std::string_view text) {
  text = trim(text);
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'');
  if (!quoted) return std::string(trim(text.substr(0, text.find(" #"))));
  return std::string(text.substr(1, text.find(text.front(), 1) - 1));
}

bool is_for_tools(std::string_view name) {
  return std::any_of(kToolPrefixes.begin(), kToolPrefixes.end(),
                     [name](std::string_view prefix) { return name.starts_with(prefix); });
}

std::set<std::string> names_of(const std::vector<EnvLine>& lines) {
  std::set<std::string> names;
  for (const auto& line : lines) names.insert(line.name);
  return names;
}

void find_unknown(const EnvComparison& input, const std::set<std::string>& example,
                  Diagnostics& diagnostics) {
  std::vector<std::string> known(example.begin(), example.end());
  known.insert(known.end(), input.used.begin(), input.used.end());
  for (const auto& line : input.own) {
    if (example.contains(line.name) || input.used.contains(line.name)) continue;
    if (is_for_tools(line.name)) continue;
    diagnostics.warning("DS1216", line.where,
                        fmt::format("nothing of this stack uses the variable \"{}\"", line.name),
                        did_you_mean(line.name, known));
  }
}

void find_missing(const EnvComparison& input, const std::set<std::string>& own,
                  Diagnostics& diagnostics) {
  for (const auto& line : input.example) {
    if (own.contains(line.name) || input.set_anywhere.contains(line.name)) continue;
    diagnostics.warning(
        "DS1217", line.where,
        fmt::format("\"{}\" is not set: .env lacks it, although .env.example has it", line.name),
        "copy the line into .env, or see what applies: devstack env --explain " + line.name);
  }
}

}  // namespace

std::vector<EnvLine> env_lines(const SourceFilePtr& file) {
  std::vector<EnvLine> lines;
  std::uint32_t number = 0;
  for (const auto whole : split(file->text, '\n')) {
    ++number;
    auto rest = whole;
    const auto skip = [&rest] {
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
    };
    skip();
    if (rest.starts_with("export ")) rest.remove_prefix(7);
    skip();
    std::size_t length = 0;
    while (length < rest.size() && is_name_character(rest[length])) ++length;
    const auto equals = rest.find_first_not_of(" \t", length);
    if (length == 0 || equals == std::string_view::npos || rest[equals] != '=') continue;
    EnvLine line;
    line.name = rest.substr(0, length);
    line.value = unquoted(rest.substr(equals + 1));
    line.where.file = file;
    line.where.line = number;
    line.where.column = static_cast<std::uint32_t>(whole.size() - rest.size() + 1);
    line.where.length = static_cast<std::uint32_t>(length);
    lines.push_back(std::move(line));
  }
  return lines;
}

void compare_env_files(const EnvComparison& input, Diagnostics& diagnostics) {
  if (!input.own_exists) return;
  find_unknown(input, names_of(input.example), diagnostics);
  find_missing(input, names_of(input.own), diagnostics);
}

bool is_placeholder(std::string_view value) {
  if (value.empty()) return false;
  const std::string lower = to_lower(value);
  const bool known = std::find(kWellKnown.begin(), kWellKnown.end(), lower) != kWellKnown.end();
  return known || std::any_of(kPlaceholderWords.begin(), kPlaceholderWords.end(),
                              [&lower](std::string_view word) {
                                return lower.find(word) != std::string::npos;
                              });
}

}  // namespace devstack::cli
