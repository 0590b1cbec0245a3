#include "load/select_services.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/switch_services.hpp"

namespace devstack::load {
namespace {

std::vector<std::string> profiles_of(const Node& service) {
  std::vector<std::string> profiles;
  if (const Node* const list = service.find("profiles")) {
    for (const Node& item : list->items) profiles.push_back(item.text);
  }
  return profiles;
}

std::set<std::string> by_compose_profiles(const Node& services, const DecodeInput& input) {
  std::set<std::string> active(input.compose_profiles.begin(), input.compose_profiles.end());
  // `profiles: ["${EXTRA:-}"]` is how files switch a service off by setting a variable.
  if (active.empty()) active.insert(std::string());
  for (const std::string& name : input.named_services) {
    const Node* const service = services.find(name);
    if (service == nullptr) continue;
    for (std::string& profile : profiles_of(*service)) active.insert(std::move(profile));
  }
  std::set<std::string> selected;
  for (const Entry& entry : services.entries) {
    const std::vector<std::string> profiles = profiles_of(entry.value);
    const bool matches = std::any_of(profiles.begin(), profiles.end(),
                                     [&](const auto& profile) { return active.contains(profile); });
    if (profiles.empty() || matches || active.contains("*")) selected.insert(entry.key);
  }
  return selected;
}

void report_unknown(const Located<std::string>& name, const Node& services,
                    Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const Entry& entry : services.entries) known.push_back(entry.key);
  diagnostics.error(
      "DS1203", name.span,
      fmt::format("the profile chooses the service \"{}\", which is not defined", name.value),
      did_you_mean(name.value, known));
}

/// What a profile lists, and what its Compose profiles and the command line add to that.
std::vector<std::string> chosen_services(const Node& services, const DecodeInput& input) {
  std::vector<std::string> chosen;
  if (input.only_services.empty()) return chosen;
  for (const Located<std::string>& name : input.only_services) chosen.push_back(name.value);
  chosen.insert(chosen.end(), input.named_services.begin(), input.named_services.end());
  for (const Entry& entry : services.entries) {
    for (const std::string& profile : profiles_of(entry.value)) {
      const auto& active = input.compose_profiles;
      const bool on = std::find(active.begin(), active.end(), profile) != active.end() ||
                      std::find(active.begin(), active.end(), "*") != active.end();
      if (on) chosen.push_back(entry.key);
    }
  }
  return chosen;
}

/// The chosen ones and, over and over, what they require, but nothing of `never`.
std::set<std::string> by_choice(const Node& services, std::vector<std::string> open,
                                const std::set<std::string>& never) {
  std::set<std::string> selected;
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    const Node* const service = services.find(name);
    if (service == nullptr || never.contains(name) || !selected.insert(name).second) continue;
    const Node* const depends = service->find("depends_on");
    if (depends == nullptr) continue;
    for (const Entry& entry : depends->entries) {
      const Node* const required = entry.value.find("required");
      if (required == nullptr || required->boolean) open.push_back(entry.key);
    }
  }
  return selected;
}

/// Compose's "*" means every service: then only a choice that somebody made switches others off.
std::vector<model::Substitution> switching_roles(const DecodeInput& input) {
  std::vector<model::Substitution> roles = input.roles;
  const auto& active = input.compose_profiles;
  if (std::find(active.begin(), active.end(), "*") != active.end()) {
    std::erase_if(roles, [](const model::Substitution& role) { return !is_made(role); });
  }
  return roles;
}

/// What the roles' choices make of it. A service that the command line names stays.
std::set<std::string> with_roles(std::set<std::string> selected, const Node& services,
                                 std::vector<std::string> chosen, const DecodeInput& input) {
  SwitchedServices switched = switched_services(switching_roles(input), selected);
  for (const std::string& name : input.named_services) switched.off.erase(name);
  std::vector<std::string> open(switched.on.begin(), switched.on.end());
  if (!chosen.empty()) {
    open.insert(open.end(), chosen.begin(), chosen.end());
    return by_choice(services, std::move(open), switched.off);
  }
  std::erase_if(selected, [&](const std::string& name) { return switched.off.contains(name); });
  selected.merge(by_choice(services, std::move(open), switched.off));
  return selected;
}

}  // namespace

Selection select_services(Node services, const DecodeInput& input, Diagnostics& diagnostics) {
  for (const Located<std::string>& name : input.only_services) {
    if (services.find(name.value) == nullptr) report_unknown(name, services, diagnostics);
  }
  std::vector<std::string> chosen = chosen_services(services, input);
  std::set<std::string> selected =
      chosen.empty() ? by_compose_profiles(services, input) : by_choice(services, chosen, {});
  if (!input.roles.empty()) {
    selected = with_roles(std::move(selected), services, std::move(chosen), input);
  }
  Selection selection{Node::mapping(services.span), Node::mapping(services.span)};
  for (Entry& entry : services.entries) {
    Node& target = selected.contains(entry.key) ? selection.active : selection.disabled;
    target.entries.push_back(std::move(entry));
  }
  return selection;
}

}  // namespace devstack::load
