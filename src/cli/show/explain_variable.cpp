// Of everything that could set a variable the first in the list does.
#include "cli/show/explain_variable.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

#include "cli/show/place_text.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/masking.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/load/provenance.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kMaxUses = 20;

struct ContainerVariable {
  std::string path;
  SourceSpan where;
};

struct Explanation {
  std::vector<load::VariableOrigin> origins;  ///< the strongest first
  std::vector<SourceSpan> uses;
  const Located<std::string>* exported = nullptr;
  std::vector<ContainerVariable> containers;  ///< that have a variable of this name
};

std::vector<ContainerVariable> container_variables(const load::Node& document,
                                                   const std::string& name) {
  std::vector<ContainerVariable> found;
  const auto* services = document.find("services");
  if (services == nullptr) return found;
  for (const auto& service : services->entries) {
    const auto* environment = service.value.find("environment");
    const auto* value = environment == nullptr ? nullptr : environment->find(name);
    if (value == nullptr) continue;
    found.push_back({fmt::format("services.{}.environment.{}", service.key, name), value->span});
  }
  return found;
}

[[noreturn]] void refuse(const load::Loaded& loaded, const std::string& name) {
  // Those of the shell that the stack does not use would only drown the others.
  std::set<std::string> known;
  for (const auto& [other, origin] : loaded.variables) {
    if (origin.kind != "shell") known.insert(other);
  }
  for (const auto& use : loaded.variable_uses) known.insert(use.name);
  for (const auto& [other, value] : loaded.stack.extension.exports) known.insert(other);
  const std::vector<std::string> names(known.begin(), known.end());
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "`devstack config --variables` lists what the stack uses";
  throw UsageError(fmt::format("nothing sets or uses the variable \"{}\"", name), hint);
}

Explanation explain(const load::Loaded& loaded, const std::string& name) {
  Explanation found;
  if (const auto known = loaded.variables.find(name); known != loaded.variables.end()) {
    found.origins = known->second.overridden;
    found.origins.insert(found.origins.begin(), known->second);
  }
  found.uses = load::places_that_use(loaded, name);
  const auto& exports = loaded.stack.extension.exports;
  if (const auto known = exports.find(name); known != exports.end()) {
    found.exported = &known->second;
  }
  found.containers = container_variables(loaded.document, name);
  if (found.origins.empty() && found.uses.empty() && found.exported == nullptr &&
      found.containers.empty()) {
    refuse(loaded, name);
  }
  return found;
}

std::string uses_text(const std::vector<SourceSpan>& uses) {
  if (uses.empty()) return "\nused nowhere in the stack file\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& use : uses) {
    if (rows.size() == kMaxUses) break;
    rows.push_back({terminal_safe(use.to_string()), source_line(use, {})});
  }
  std::string out = "\nused\n" + aligned(rows, "  ");
  if (uses.size() > kMaxUses) out += fmt::format("  and {} more\n", uses.size() - kMaxUses);
  return out;
}

std::string origins_text(const std::vector<load::VariableOrigin>& origins,
                         const std::string& name) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& origin : origins) {
    const bool in_file = origin.where.known();
    rows.push_back({rows.empty() ? "set by" : "overrode", origin.kind,
                    in_file ? terminal_safe(origin.where.to_string()) : "",
                    in_file ? source_line(origin.where, name)
                            : terminal_safe(mask_value(name, origin.value))});
  }
  return aligned(rows, "  ");
}

Value place_value(const SourceSpan& where, const std::string& name) {
  Value object = Value::object();
  set_place(object, where, name);
  return object;
}

}  // namespace

std::string variable_text(const load::Loaded& loaded, const std::string& name) {
  const auto found = explain(loaded, name);
  std::string out;
  if (found.origins.empty()) {
    out = name + " is not set for interpolation\n";
  } else {
    out = fmt::format("{} = {}\n\n", name,
                      terminal_safe(mask_value(name, found.origins.front().value)));
    out += origins_text(found.origins, name);
  }
  out += uses_text(found.uses);
  std::vector<std::vector<std::string>> rows;
  if (found.exported != nullptr) {
    rows.push_back(
        {terminal_safe(found.exported->span.to_string()), source_line(found.exported->span, name)});
    out += "\nexported by `devstack env`\n" + aligned(rows, "  ");
    rows.clear();
  }
  for (const auto& variable : found.containers) {
    rows.push_back({variable.path, terminal_safe(variable.where.to_string())});
  }
  if (!rows.empty()) {
    out += "\ncontainers have their own (see `devstack config --why`)\n" + aligned(rows, "  ");
  }
  return out;
}

std::string variable_json(const load::Loaded& loaded, const std::string& name) {
  const auto found = explain(loaded, name);
  Value document = Value::object();
  document.set("schema", "devstack.env.explain/1");
  document.set("name", name);
  document.set("value", found.origins.empty()
                            ? Value()
                            : Value(mask_value(name, found.origins.front().value)));
  Value chain = Value::array();
  for (const auto& origin : found.origins) {
    Value object = Value::object();
    object.set("by", origin.kind);
    object.set("value", mask_value(name, origin.value));
    set_place(object, origin.where, name);
    chain.push_back(std::move(object));
  }
  document.set("chain", std::move(chain));
  Value uses = Value::array();
  for (const auto& use : found.uses) {
    if (uses.items().size() < kMaxUses) uses.push_back(place_value(use, {}));
  }
  document.set("uses", std::move(uses));
  document.set("uses_total", static_cast<std::int64_t>(found.uses.size()));
  document.set("export",
               found.exported == nullptr ? Value() : place_value(found.exported->span, name));
  Value containers = Value::array();
  for (const auto& variable : found.containers) {
    Value object = place_value(variable.where, name);
    object.set("path", variable.path);
    containers.push_back(std::move(object));
  }
  document.set("containers", std::move(containers));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
