// Variables that remember who set them.
#include "load/variables.hpp"

#include <algorithm>
#include <utility>

namespace devstack::load {

namespace {

constexpr char kShell[] = "shell";
constexpr char kExplicitFile[] = "--env-file";

/// The same file may be read twice: for the working directory and for the project's.
bool is_recorded(const VariableOrigin& known, const VariableOrigin& again) {
  const auto same = [&again](const VariableOrigin& other) {
    return other.where.known() && other.where.to_string() == again.where.to_string();
  };
  return same(known) || std::any_of(known.overridden.begin(), known.overridden.end(), same);
}

}  // namespace

Variables::Variables(const Environment& environment) {
  for (const auto& [name, value] : environment)
    variables_.emplace(name, VariableOrigin{value, kShell, kShell, {}, {}});
}

void Variables::add(const std::string& name, VariableOrigin origin) {
  const auto known = variables_.find(name);
  if (known == variables_.end()) {
    variables_.emplace(name, std::move(origin));
  } else if (!is_recorded(known->second, origin)) {
    known->second.overridden.push_back(std::move(origin));
  }
}

void Variables::set(const std::string& name, std::string value, std::string kind) {
  VariableOrigin& origin = variables_[name];
  VariableOrigin before = std::move(origin);
  origin = {std::move(value), kind, kind, {}, {}};
  // The name of the project may well be what the variable said.
  if (before.value == origin.value && !before.kind.empty()) {
    origin = std::move(before);
  } else if (!before.kind.empty()) {
    origin.overridden = std::move(before.overridden);
    before.overridden.clear();
    origin.overridden.insert(origin.overridden.begin(), std::move(before));
  }
}

void Variables::override_with(const std::string& name, VariableOrigin origin) {
  const auto known = variables_.find(name);
  if (known != variables_.end()) {
    VariableOrigin before = std::move(known->second);
    origin.overridden = std::move(before.overridden);
    before.overridden.clear();
    origin.overridden.insert(origin.overridden.begin(), std::move(before));
  }
  variables_[name] = std::move(origin);
}

void Variables::add_file_entries(const std::vector<DotenvEntry>& entries, std::string_view kind) {
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    add(entry->name,
        {entry->value, entry->span.file_and_line(), std::string(kind), entry->span, {}});
  }
}

std::optional<std::string> Variables::find(std::string_view name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end()) return std::nullopt;
  return found->second.value;
}

bool Variables::from_shell(std::string_view name) const {
  const auto found = variables_.find(name);
  return found != variables_.end() && found->second.source == kShell;
}

bool Variables::from_command(std::string_view name) const {
  const auto found = variables_.find(name);
  return found != variables_.end() &&
         (found->second.kind == kShell || found->second.kind == kExplicitFile);
}

Lookup Variables::lookup() const {
  return [this](std::string_view name) { return find(name); };
}

Environment Variables::values() const {
  Environment values;
  for (const auto& [name, origin] : variables_) values.emplace(name, origin.value);
  return values;
}

}  // namespace devstack::load
