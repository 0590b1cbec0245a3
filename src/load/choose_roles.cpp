#include "load/choose_roles.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/extension_block.hpp"
#include "load/extension_substitutions.hpp"
#include "load/interpolate.hpp"
#include "load/merge.hpp"
#include "load/shape_extension.hpp"
#include "load/switch_services.hpp"

namespace devstack::load {
namespace {

using model::ChosenBy;

/// Only x-devstack.substitutions of a document; null without one.
Node roles_of(const Node& document) {
  const Node* const block = document.find("x-devstack");
  const Node* const roles = block == nullptr ? nullptr : block->find("substitutions");
  if (roles == nullptr || !roles->is_mapping()) return {};
  Node kept = Node::mapping(block->span);
  kept.set("substitutions", *roles);
  Node result = Node::mapping(document.span);
  result.set("x-devstack", std::move(kept));
  return result;
}

std::string choices_hint(const std::string& name, const model::Substitution& role) {
  std::vector<std::string> known;
  for (const model::Choice& choice : role.choices) known.push_back(choice.name);
  const std::string near = did_you_mean(name, known);
  return near.empty() ? "there are: " + join(known, ", ") : near;
}

void report_unknown_role(const RoleUse& use, const std::vector<model::Substitution>& roles,
                         Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const model::Substitution& role : roles) known.push_back(role.role);
  std::string hint = did_you_mean(use.role, known);
  if (hint.empty()) {
    hint =
        known.empty() ? "the stack declares no substitutions" : "there are: " + join(known, ", ");
  }
  diagnostics.error("DS1413", use.where,
                    fmt::format("the stack has no role \"{}\" to choose for ({})", use.role,
                                model::to_string(use.by)),
                    hint);
}

void choose_by_use(std::vector<model::Substitution>& roles, const RoleUse& use,
                   Diagnostics& diagnostics) {
  const auto role = std::find_if(roles.begin(), roles.end(), [&use](const auto& candidate) {
    return candidate.role == use.role;
  });
  if (role == roles.end()) {
    report_unknown_role(use, roles, diagnostics);
  } else if (role->find(use.choice) == nullptr) {
    diagnostics.error("DS1413", use.where,
                      fmt::format("the role {} has no choice \"{}\" ({})", use.role, use.choice,
                                  model::to_string(use.by)),
                      choices_hint(use.choice, *role));
  } else {
    role->chosen = use.choice;
    role->chosen_by = use.by;
    role->chosen_at = use.where;
  }
}

/// The one choice that gives `name` this value; null when it is none or several.
const model::Choice* choice_with(const model::Substitution& role, const std::string& name,
                                 const std::string& value) {
  const model::Choice* only = nullptr;
  for (const model::Choice& choice : role.choices) {
    const auto own = choice.environment.find(name);
    if (own == choice.environment.end() || own->second.value != value) continue;
    if (only != nullptr) return nullptr;
    only = &choice;
  }
  return only;
}

std::vector<std::string> switches_of(const model::Substitution& role) {
  std::vector<std::string> names;
  for (const model::Choice& choice : role.choices) {
    for (const auto& [name, value] : choice.environment) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

enum class Sources { kOfTheCommand, kAll };

void choose_by_variable(model::Substitution& role, const Variables& variables, Sources sources,
                        Diagnostics& diagnostics) {
  for (const std::string& name : switches_of(role)) {
    const auto known = variables.all().find(name);
    if (known == variables.all().end()) continue;
    if (sources == Sources::kOfTheCommand && !variables.from_command(name)) continue;
    const model::Choice* const choice = choice_with(role, name, known->second.value);
    if (choice == nullptr) continue;
    if (!role.chosen.empty() && role.chosen != choice->name) {
      diagnostics.error("DS1416", known->second.where,
                        fmt::format("the role {} is to be {} by {} and {} by {}", role.role,
                                    role.chosen, role.chosen_variable, choice->name, name),
                        fmt::format("change one of the variables, or say which with --use {}={}",
                                    role.role, choice->name));
      role.chosen = role.default_choice;
      role.chosen_by = ChosenBy::kDefault;
      role.chosen_variable.clear();
      role.chosen_at = {};
      return;
    }
    role.chosen = choice->name;
    role.chosen_by = ChosenBy::kVariable;
    role.chosen_variable = name;
    role.chosen_at = known->second.where;
  }
}

/// "event-bus=pulsar (--use)", as `env --explain` shows it.
std::string kind_of(const model::Substitution& role) {
  return fmt::format("{}={} ({})", role.role, role.chosen, model::to_string(role.chosen_by));
}

}  // namespace

std::vector<model::Substitution> declared_roles(const std::vector<ParsedFile>& parsed,
                                                const Variables& variables) {
  Diagnostics unreported;
  Node merged;
  for (const ParsedFile& file : parsed) {
    for (const Node& document : file.documents) {
      Node roles = roles_of(document);
      if (roles.is_null()) continue;
      apply_resets(merged, roles);
      strip_resets(roles);
      merge_document(merged, std::move(roles), unreported);
    }
  }
  const Node* const block = merged.find("x-devstack");
  if (block == nullptr) return {};
  Node prepared = *block;
  Interpolator(unreported).apply(prepared, variables.lookup());
  prepared = prepare_block(std::move(prepared), kStackExtensionShape, "x-devstack", unreported);
  const Node* const roles = prepared.find("substitutions");
  if (roles == nullptr) return {};
  return decode_substitutions(*roles, Node::mapping(), unreported);
}

void choose_roles(std::vector<model::Substitution>& roles, const std::vector<RoleUse>& uses,
                  const Variables& variables, Diagnostics& diagnostics) {
  for (const RoleUse& use : uses) choose_by_use(roles, use, diagnostics);
  for (model::Substitution& role : roles) {
    if (role.chosen_by == ChosenBy::kOption) continue;
    // A profile's choice is as weak as its variables.
    model::Substitution unchosen = role;
    unchosen.chosen.clear();
    choose_by_variable(unchosen, variables, Sources::kOfTheCommand, diagnostics);
    if (!unchosen.chosen.empty()) role = std::move(unchosen);
    if (role.chosen.empty()) choose_by_variable(role, variables, Sources::kAll, diagnostics);
    if (role.chosen.empty()) role.chosen = role.default_choice;
  }
}

void apply_choices(const std::vector<model::Substitution>& roles, Variables& variables,
                   Diagnostics& diagnostics) {
  for (const model::Substitution& role : roles) {
    const model::Choice* const taken = role.taken();
    if (taken == nullptr) continue;
    for (const auto& [name, value] : taken->environment) {
      VariableOrigin origin{value.value, value.span.file_and_line(), kind_of(role), value.span, {}};
      const bool is_weak = role.chosen_by == ChosenBy::kProfile && variables.from_command(name);
      if (is_made(role) && !is_weak) {
        variables.override_with(name, std::move(origin));
      } else {
        variables.add(name, std::move(origin));
      }
    }
  }
  for (const model::Substitution& role : roles) {
    const model::Choice* const taken = role.taken();
    if (taken == nullptr) continue;
    for (const std::string& name : taken->requires_environment) {
      if (!variables.find(name).value_or("").empty()) continue;
      diagnostics.error(
          "DS1415", role.chosen_at.known() ? role.chosen_at : taken->span,
          fmt::format("the choice {} of {} needs the variable {}, which is not set", taken->name,
                      role.role, name),
          fmt::format("set {} in the shell or in .env, or take another choice: --use {}=…", name,
                      role.role));
    }
  }
}

}  // namespace devstack::load
