#include "cli/show/substitutions_json.hpp"

#include <utility>

#include "cli/show/migration_checklist.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

Value milliseconds_or_null(const std::optional<std::chrono::milliseconds>& time) {
  return time ? Value(std::int64_t{time->count()}) : Value();
}

Value bytes_or_null(const std::optional<std::int64_t>& bytes) {
  return bytes ? Value(*bytes) : Value();
}

template <class Map>
Value texts(const Map& map) {
  Value json = Value::object();
  for (const auto& [name, text] : map) json.set(name, text);
  return json;
}

Value choice_json(const model::Choice& choice, const model::Substitution& role) {
  Value json = Value::object();
  json.set("name", choice.name);
  json.set("chosen", choice.name == role.chosen);
  json.set("default", choice.name == role.default_choice);
  Value services = Value::array();
  for (const auto& service : choice.services) services.push_back(service.value);
  json.set("services", std::move(services));
  Value environment = Value::object();
  for (const auto& [name, value] : choice.environment) environment.set(name, value.value);
  json.set("env", std::move(environment));
  Value cost = Value::object();
  cost.set("memory", bytes_or_null(choice.memory));
  cost.set("startup_ms", milliseconds_or_null(choice.startup));
  for (const auto& [name, text] : choice.cost) cost.set(name, text);
  json.set("cost", std::move(cost));
  json.set("requires_env", Value::strings(choice.requires_environment));
  json.set("effort", choice.effort);
  json.set("migration", Value::strings(choice.migration));
  json.set("why", choice.why);
  return json;
}

Value role_json(const model::Substitution& role) {
  Value json = Value::object();
  json.set("role", role.role);
  json.set("default", role.default_choice);
  json.set("chosen", role.chosen);
  json.set("chosen_by", model::to_string(role.chosen_by));
  json.set("chosen_variable", role.chosen_variable);
  json.set("chosen_at", role.chosen_at.to_string());
  json.set("adapter", role.adapter);
  json.set("status", role.status);
  json.set("candidates", Value::strings(role.candidates));
  json.set("mandatory_in", Value::strings(role.mandatory_in));
  Value facts = Value::array();
  for (const auto& [name, row] : role.facts) {
    Value fact = Value::object();
    fact.set("name", name);
    fact.set("choices", texts(row));
    facts.push_back(std::move(fact));
  }
  json.set("facts", std::move(facts));
  Value choices = Value::array();
  for (const model::Choice& choice : role.choices) choices.push_back(choice_json(choice, role));
  json.set("choices", std::move(choices));
  return json;
}

Value profile_json(const ProfileReport& profile) {
  Value json = Value::object();
  json.set("name", profile.file.name);
  json.set("active", profile.file.applies);
  json.set("memory", profile.declared.memory);
  json.set("memory_budget", bytes_or_null(profile.budget.memory));
  json.set("startup_ms", milliseconds_or_null(profile.slowest_choice));
  json.set("startup_budget_ms", milliseconds_or_null(profile.budget.startup));
  json.set("choices", Value::strings(profile.choices));
  return json;
}

}  // namespace

std::string substitutions_json(const std::vector<model::Substitution>& roles,
                               const std::vector<ProfileReport>& profiles) {
  Value document = Value::object();
  document.set("schema", "devstack.substitutions/1");
  Value list = Value::array();
  for (const model::Substitution& role : roles) list.push_back(role_json(role));
  document.set("roles", std::move(list));
  Value totals = Value::array();
  for (const ProfileReport& profile : profiles) totals.push_back(profile_json(profile));
  document.set("profiles", std::move(totals));
  document.set("checklist", checklist_json(roles));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
