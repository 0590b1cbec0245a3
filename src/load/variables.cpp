// Variables that remember who set them.
#include "load/variables.hpp"

#include <utility>

namespace devstack::load {

namespace {

constexpr char kShell[] = "shell";

}  // namespace

Variables::Variables(const Environment& environment) {
  for (const auto& [name, value] : environment)
    variables_.emplace(name, VariableOrigin{value, kShell});
}

void Variables::add(std::string name, std::string value, std::string source) {
  variables_.try_emplace(std::move(name), VariableOrigin{std::move(value), std::move(source)});
}

void Variables::set(const std::string& name, std::string value, std::string source) {
  variables_.insert_or_assign(name, VariableOrigin{std::move(value), std::move(source)});
}

void Variables::add_file_entries(const std::vector<DotenvEntry>& entries) {
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    add(entry->name, entry->value, entry->span.file_and_line());
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

Lookup Variables::lookup() const {
  return [this](std::string_view name) { return find(name); };
}

Environment Variables::values() const {
  Environment values;
  for (const auto& [name, origin] : variables_) values.emplace(name, origin.value);
  return values;
}

}  // namespace devstack::load
