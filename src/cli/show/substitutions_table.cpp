#include "cli/show/substitutions_table.hpp"

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

std::string or_dash(std::string text) { return text.empty() ? "-" : text; }

std::string services_text(const model::Choice& choice) {
  std::vector<std::string> names;
  for (const auto& service : choice.services) names.push_back(service.value);
  return or_dash(join(names, ", "));
}

void add_role(ui::Table& table, const model::Substitution& role) {
  bool first = true;
  for (const model::Choice& choice : role.choices) {
    const std::string mark = choice.name == role.chosen ? "● " : "  ";
    const std::string usual = choice.name == role.default_choice ? " (default)" : "";
    table.add({first ? terminal_safe(role.role) : "", mark + terminal_safe(choice.name) + usual,
               terminal_safe(or_dash(switch_text(choice))), memory_text(choice),
               startup_text(choice), terminal_safe(or_dash(choice.effort)), services_text(choice)});
    first = false;
  }
}

std::string totals(const std::vector<ProfileReport>& profiles) {
  ui::Table table({"PROFILE", "MEMORY", "BUDGET", "START-UP", "BUDGET", "CHOICES"});
  for (const ProfileReport& profile : profiles) {
    const auto& [memory, startup] = std::pair(profile.budget.memory, profile.budget.startup);
    table.add({terminal_safe(profile.file.name), format_bytes(profile.declared.memory),
               memory ? format_bytes(*memory) : "-",
               profile.slowest_choice ? format_duration(*profile.slowest_choice) : "-",
               startup ? format_duration(*startup) : "-",
               terminal_safe(or_dash(join(profile.choices, ", ")))});
  }
  return table.to_string();
}

}  // namespace

std::string switch_text(const model::Choice& choice) {
  std::vector<std::string> switches;
  for (const auto& [name, value] : choice.environment) switches.push_back(name + "=" + value.value);
  return join(switches, " ");
}

std::string memory_text(const model::Choice& choice) {
  return choice.memory ? format_bytes(*choice.memory) : "-";
}

std::string startup_text(const model::Choice& choice) {
  return choice.startup ? format_duration(*choice.startup) : "-";
}

std::string substitutions_table(const std::vector<model::Substitution>& roles,
                                const std::vector<ProfileReport>& profiles) {
  ui::Table table({"ROLE", "CHOICE", "SWITCH", "MEMORY", "START-UP", "EFFORT", "SERVICES"});
  for (const model::Substitution& role : roles) add_role(table, role);
  std::string text = table.to_string();
  if (!profiles.empty()) {
    text += "\nwith these choices (start-up: of the slowest choice)\n" + totals(profiles);
  }
  return text + "\nswitch: devstack --use ROLE=CHOICE up, or the variable in .env\n";
}

}  // namespace devstack::cli
