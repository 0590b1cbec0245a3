#include "cli/show/config_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/project/load_project.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/model/names.hpp"

namespace devstack::cli {
namespace {

using List = ConfigArguments::List;

std::string lines_of(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

const std::vector<load::Entry>& members(const load::Node& document, std::string_view section) {
  static const std::vector<load::Entry> kNone;
  const load::Node* const node = document.find(section);
  return node == nullptr ? kNone : node->entries;
}

std::string keys_of(const load::Node& document, std::string_view section) {
  std::vector<std::string> keys;
  for (const auto& entry : members(document, section)) keys.push_back(entry.key);
  return lines_of(std::move(keys));
}

std::string text_of(const load::Node& node, std::string_view key) {
  const load::Node* const value = node.find(key);
  return value == nullptr ? std::string() : value->text;
}

/// What each service runs; one that is built without a name gets the project's and its own.
std::string images(const load::Loaded& loaded, const ConfigArguments& arguments) {
  const load::Node document = narrowed(loaded, arguments.services);
  std::vector<std::string> names;
  for (const auto& [key, key_span, service] : members(document, "services")) {
    const std::string image = text_of(service, "image");
    names.push_back(image.empty() ? fmt::format("{}-{}", loaded.stack.project, key) : image);
  }
  return lines_of(std::move(names));
}

std::string models(const load::Node& document) {
  std::vector<std::string> names;
  for (const auto& entry : members(document, "models")) {
    names.push_back(text_of(entry.value, "model"));
  }
  return lines_of(std::move(names));
}

std::string profiles(const model::Stack& stack) {
  std::set<std::string> names;
  for (const auto* services : {&stack.services, &stack.disabled}) {
    for (const auto& [key, service] : *services) {
      names.insert(service.profiles.begin(), service.profiles.end());
    }
  }
  return lines_of({names.begin(), names.end()});
}

std::string environment(const load::Loaded& loaded) {
  std::vector<std::string> lines;
  for (const auto& [name, origin] : loaded.variables) lines.push_back(name + "=" + origin.value);
  return lines_of(std::move(lines));
}

std::string hashes(const model::Stack& stack, const std::string& wanted) {
  std::vector<std::string> names;
  if (wanted == "*") {
    for (const auto& [name, service] : stack.services) names.push_back(name);
  } else {
    for (const std::string_view name : split(wanted, ',')) names.emplace_back(name);
    check_services(stack, names);
  }
  for (std::string& name : names) name += " " + stack.services.at(name).config_hash;
  return lines_of(std::move(names));
}

/// Columns as Go's tabwriter makes them for Compose: at least 20 wide, three blanks between.
std::string variables(const load::Node& document) {
  constexpr std::size_t kLeast = 20;
  constexpr std::size_t kBetween = 3;
  std::vector<std::array<std::string, 4>> rows{
      {"NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"}};
  for (const load::DeclaredVariable& variable : load::declared_variables(document)) {
    rows.push_back({variable.name, variable.required ? "true" : "false", variable.default_value,
                    variable.alternative});
  }
  std::array<std::size_t, 3> widths{kLeast, kLeast, kLeast};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]) + kBetween);
    }
  }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) out += pad_right(row[i], widths[i]);
    out += row.back() + "\n";
  }
  return out;
}

/// As Compose prints them, with its empty line at the end.
std::string variables_json(const load::Node& document) {
  Value all = Value::object();
  for (const load::DeclaredVariable& variable : load::declared_variables(document)) {
    Value one = Value::object();
    one.set("Name", variable.name);
    one.set("DefaultValue", variable.default_value);
    one.set("PresenceValue", variable.alternative);
    one.set("Required", variable.required);
    all.set(variable.name, std::move(one));
  }
  return to_json(all, 4) + "\n\n";
}

}  // namespace

void relax_for_list(load::LoadRequest& request, const ConfigArguments& arguments) {
  switch (arguments.list) {
    case List::kAll:
      return;
    case List::kVariables:
      request.interpolate = false;
      return;
    case List::kServices:
    case List::kVolumes:
    case List::kNetworks:
    case List::kModels:
    case List::kHash:
    case List::kImages:
    case List::kProfiles:
      // Compose's list of hashes leaves env files unread; a container's label does not.
      request.phases.environment = false;
      request.phases.container_names = false;
      return;
    case List::kEnvironment:
      request.phases.container_names = false;
      return;
  }
}

namespace {

/// Keys of a mapping, or what the items of a list name as their source.
void add_names(std::set<std::string>& names, const load::Node* uses) {
  if (uses == nullptr) return;
  for (const load::Entry& entry : uses->entries) names.insert(entry.key);
  for (const load::Node& item : uses->items) names.insert(text_of(item, "source"));
}

std::set<std::string> used_in(const load::Node& document, std::string_view section) {
  std::set<std::string> names;
  for (const load::Entry& service : members(document, "services")) {
    add_names(names, service.value.find(section));
    const load::Node* const build = service.value.find("build");
    if (build != nullptr && section == "secrets") add_names(names, build->find(section));
  }
  return names;
}

}  // namespace

load::Node narrowed(const load::Loaded& loaded, const std::vector<std::string>& services) {
  load::Node document = loaded.document;
  // Nothing of a model that is not interpolated was resolved.
  if (services.empty() || loaded.stack.services.empty()) return document;
  const auto kept = graph::closure(loaded.stack, services);
  if (auto* all = document.find("services"); all != nullptr) {
    std::erase_if(all->entries, [&kept](const load::Entry& entry) {
      return std::find(kept.begin(), kept.end(), entry.key) == kept.end();
    });
  }
  for (const std::string_view section : {"networks", "volumes", "configs", "secrets", "models"}) {
    load::Node* const present = document.find(section);
    if (present == nullptr) continue;
    const std::set<std::string> used = used_in(document, section);
    std::erase_if(present->entries,
                  [&used](const load::Entry& entry) { return !used.contains(entry.key); });
    if (present->entries.empty()) document.erase(section);
  }
  return document;
}

std::string config_list(const load::Loaded& loaded, const ConfigArguments& arguments) {
  switch (arguments.list) {
    case List::kServices:
      return keys_of(narrowed(loaded, arguments.services), "services");
    case List::kVolumes:
      return keys_of(loaded.document, "volumes");
    case List::kNetworks:
      return keys_of(loaded.document, "networks");
    case List::kModels:
      return models(loaded.document);
    case List::kImages:
      return images(loaded, arguments);
    case List::kProfiles:
      return profiles(loaded.stack);
    case List::kEnvironment:
      return environment(loaded);
    case List::kVariables:
      return arguments.json ? variables_json(loaded.document) : variables(loaded.document);
    case List::kHash:
      return hashes(loaded.stack, arguments.hash_service);
    case List::kAll:
      break;
  }
  return {};
}

}  // namespace devstack::cli
