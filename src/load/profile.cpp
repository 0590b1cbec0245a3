// What profile files say, put together: what later ones say replaces what earlier ones said.
#include "load/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "devstack/model/names.hpp"
#include "load/canonical.hpp"
#include "load/cast.hpp"
#include "load/extension.hpp"
#include "load/profile_chain.hpp"
#include "load/shape_extension.hpp"
#include "load/value_check.hpp"

namespace devstack::load {

namespace {

constexpr std::string_view kWrongValue = "DS1404";
constexpr std::int64_t kMostOffset = 65535;

std::optional<std::int64_t> parse_integer(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

void add_new(std::vector<std::string>& list, std::string name) {
  if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(std::move(name));
}

/// Applies one document after the other to an overlay.
class OverlayBuilder {
 public:
  OverlayBuilder(ProfileOverlay& overlay, Diagnostics& diagnostics)
      : overlay_(overlay), diagnostics_(diagnostics) {}

  void apply(const Node& document) {
    for (const Entry& entry : document.entries) {
      if (entry.key == "project") {
        apply_project(entry.value);
      } else if (entry.key == "compose_profiles") {
        for (auto& name : names_of(entry.value)) {
          add_new(overlay_.compose_profiles, std::move(name.value));
        }
      } else if (entry.key == "services") {
        overlay_.services = names_of(entry.value);
      } else if (entry.key == "env_files") {
        apply_env_files(entry.value);
      } else if (entry.key == "env") {
        apply_env(entry.value);
      } else if (entry.key == "budget") {
        apply_budget(entry.value);
      } else if (entry.key == "overrides") {
        apply_overrides(entry.value);
      } else if (entry.key == "use") {
        apply_use(entry.value);
      } else if (entry.key == "port_offset") {
        apply_port_offset(entry.value);
      }
    }
  }

 private:
  void apply_project(const Node& project) {
    if (model::is_project_name(project.text)) {
      overlay_.project = project.text;
      return;
    }
    const std::string near = model::normalize_project_name(project.text);
    diagnostics_.error(kWrongValue, project.span,
                       fmt::format("\"{}\" is not a project name", project.text),
                       near.empty() ? "use lower-case letters, digits, '-' and '_', and begin with "
                                      "a letter or digit"
                                    : fmt::format("such as \"{}\"", near));
  }

  void apply_env_files(const Node& node) {
    if (node.is_string()) add_env_file({node.text, node.span}, nullptr);
    for (const Node& item : node.items) {
      if (item.is_string()) {
        add_env_file({item.text, item.span}, nullptr);
      } else if (const Node* const path = item.find("path")) {
        add_env_file({path->text, path->span}, item.find("required"));
      }
    }
  }

  /// A file that is named again moves to the end, where it is strongest.
  void add_env_file(Located<std::string> path, const Node* required) {
    using Need = EnvFileUse::Need;
    if (path.value.empty()) {
      diagnostics_.error(kWrongValue, path.span, "an env file must have a path");
      return;
    }
    std::erase_if(overlay_.env_files,
                  [&](const EnvFileUse& earlier) { return earlier.path.value == path.value; });
    Need need = Need::kUsual;
    if (required != nullptr) {
      need = scalar_text(*required) == "true" ? Need::kRequired : Need::kOptional;
    }
    overlay_.env_files.push_back({std::move(path), need});
  }

  void apply_env(const Node& env) {
    for (const Entry& entry : env.entries) {
      if (!is_variable_name(entry.key)) {
        diagnostics_.error(
            kWrongValue, entry.key_span,
            fmt::format("\"{}\" under \"env\" is no name of a variable", entry.key),
            "names consist of letters, digits and \"_\", and have no digit in front");
        continue;
      }
      std::erase_if(overlay_.env, [&](const Entry& earlier) { return earlier.key == entry.key; });
      overlay_.env.push_back(entry);
    }
  }

  void apply_budget(Node node) {
    Diagnostics found;
    canonicalise(node, kBudgetShape, "budget", found);
    for (Diagnostic diagnostic : found.all()) {
      diagnostic.code = kWrongValue;
      diagnostics_.add(std::move(diagnostic));
    }
    model::Budget later = decode_budget(node, "budget", kWrongValue, diagnostics_);
    if (!overlay_.budget) overlay_.budget.emplace();
    model::Budget& budget = *overlay_.budget;
    if (later.memory) budget.memory = later.memory;
    if (later.cpus) budget.cpus = later.cpus;
    if (later.storage) budget.storage = later.storage;
    if (later.startup) budget.startup = later.startup;
    budget.span = later.span;
  }

  void apply_overrides(Node fragment) {
    if (const Entry* const name = fragment.find_entry("name")) {
      diagnostics_.error(kWrongValue, name->key_span,
                         "\"overrides\" cannot rename the project: its name is known before",
                         "write `project:` at the top of the profile");
      fragment.erase("name");
    }
    overlay_.overrides.push_back(std::move(fragment));
  }

  void apply_use(const Node& use) {
    for (const Entry& entry : use.entries) {
      std::erase_if(overlay_.use,
                    [&](const RoleUse& earlier) { return earlier.role == entry.key; });
      overlay_.use.push_back(
          {entry.key, entry.value.text, model::ChosenBy::kProfile, entry.value.span});
    }
  }

  void apply_port_offset(const Node& node) {
    PortOffset offset;
    offset.span = node.span;
    const Node* const by = node.is_mapping() ? node.find("by") : &node;
    if (by != nullptr && !by->is_null()) {
      const auto number = parse_integer(scalar_text(*by));
      if (!number || *number < -kMostOffset || *number > kMostOffset) {
        diagnostics_.error(kWrongValue, by->span,
                           fmt::format("\"{}\" is no distance between ports", by->text),
                           "write a whole number below 65536: port_offset: 20000");
        return;
      }
      offset.by = *number;
    }
    if (const Node* const services = node.find("services")) offset.services = names_of(*services);
    overlay_.port_offset = std::move(offset);
  }

  ProfileOverlay& overlay_;
  Diagnostics& diagnostics_;
};

}  // namespace

ProfileOverlay read_profiles(const std::vector<std::string>& names,
                             const std::vector<std::string>& folders, const ProjectFiles& files) {
  ProfileOverlay overlay;
  ProfileChain chain(folders, files);
  for (const std::string& name : names) {
    add_new(overlay.compose_profiles, name);
    const std::optional<std::string> path = chain.find_file(name);
    if (path) {
      add_new(overlay.applied, name);
      chain.add(name, *path);
    } else if (name != "*") {
      add_new(overlay.without_file, name);
    }
  }
  OverlayBuilder builder(overlay, files.diagnostics());
  for (const ProfileDocument& document : chain.documents()) {
    overlay.files.push_back(document.name);
    builder.apply(document.node);
  }
  return overlay;
}

}  // namespace devstack::load
