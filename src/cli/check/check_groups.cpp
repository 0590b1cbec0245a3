#include "cli/check/check_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::array<std::string_view, 5> kFirst{"config", "infrastructure", "databases", "schema",
                                                 "data"};
constexpr std::array<std::string_view, 7> kLast{
    "ai", "services", "connectivity", "smoke", "production-ready", "performance", "benchmark"};
constexpr std::array<std::string_view, 8> kBuiltIn{
    "config",   "infrastructure", "databases",        "ai",
    "services", "connectivity",   "production-ready", "performance"};
constexpr std::array<std::string_view, 4> kOnlyWhenNamed{"production-ready", "performance",
                                                         "benchmark", "integration"};

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <std::size_t kSize>
void add_known(std::vector<std::string>& groups, const std::array<std::string_view, kSize>& names,
               const model::Stack& stack) {
  for (const auto name : names) {
    const std::string text(name);
    if (is_built_in_group(text) || declared_group(stack, text) != nullptr) groups.push_back(text);
  }
}

[[noreturn]] void refuse(const std::string& name, const std::vector<std::string>& known) {
  const std::string guess = did_you_mean(name, known);
  throw UsageError(fmt::format("there is no group of checks \"{}\"", name),
                   guess.empty() ? "there are: " + join(known, ", ") : guess);
}

}  // namespace

const model::CheckGroup* declared_group(const model::Stack& stack, const std::string& name) {
  const auto& checks = stack.extension.checks;
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [&name](const auto& group) { return group.name == name; });
  return found == checks.end() ? nullptr : &*found;
}

bool is_built_in_group(const std::string& name) { return holds(kBuiltIn, name); }

std::vector<std::string> all_groups(const model::Stack& stack) {
  std::vector<std::string> groups;
  add_known(groups, kFirst, stack);
  for (const auto& group : stack.extension.checks) {
    if (!holds(kFirst, group.name) && !holds(kLast, group.name)) groups.push_back(group.name);
  }
  add_known(groups, kLast, stack);
  return groups;
}

std::vector<std::string> chosen_groups(const model::Stack& stack,
                                       const std::vector<std::string>& names) {
  const auto known = all_groups(stack);
  std::vector<std::string> chosen;
  if (names.empty()) {
    std::copy_if(known.begin(), known.end(), std::back_inserter(chosen),
                 [](const std::string& name) { return !holds(kOnlyWhenNamed, name); });
    return chosen;
  }
  for (const auto& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) refuse(name, known);
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) chosen.push_back(name);
  }
  return chosen;
}

bool needs_running_project(const std::string& name) { return name != "config"; }

}  // namespace devstack::cli
