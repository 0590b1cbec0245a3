#include "cli/show/role_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/show/substitutions_table.hpp"
#include "devstack/base/text.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

std::string line(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("{} {}\n", pad_right(label, 11), terminal_safe(text));
}

std::string chosen_text(const model::Substitution& role) {
  std::string by(model::to_string(role.chosen_by));
  if (role.chosen_by == model::ChosenBy::kVariable) by += " " + role.chosen_variable;
  if (role.chosen_at.known()) by += ", " + role.chosen_at.to_string();
  return fmt::format("{} ({})", role.chosen, by);
}

/// Members of `cost` of all choices, each name once.
std::vector<std::string> cost_names(const model::Substitution& role) {
  std::vector<std::string> names;
  for (const model::Choice& choice : role.choices) {
    for (const auto& [name, text] : choice.cost) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

std::string cost_of(const model::Choice& choice, const std::string& name) {
  for (const auto& [own, text] : choice.cost) {
    if (own == name) return terminal_safe(text);
  }
  return "-";
}

std::string services_of(const model::Choice& choice) {
  std::vector<std::string> names;
  for (const auto& service : choice.services) names.push_back(service.value);
  return names.empty() ? "-" : join(names, ", ");
}

/// A row for each fact, a column for each choice.
class Comparison {
 public:
  explicit Comparison(const model::Substitution& role) : role_(role), table_(header(role)) {}

  std::string text() {
    add("services", services_of);
    add("switch", [](const model::Choice& choice) { return terminal_safe(switch_text(choice)); });
    add("memory", memory_text);
    add("start-up", startup_text);
    for (const std::string& name : cost_names(role_)) {
      add(name, [&name](const model::Choice& choice) { return cost_of(choice, name); });
    }
    for (const auto& [name, texts] : role_.facts) {
      add(name, [&texts = texts](const model::Choice& choice) {
        const auto text = texts.find(choice.name);
        return text == texts.end() ? std::string("-") : terminal_safe(text->second);
      });
    }
    add("needs", [](const model::Choice& choice) {
      return choice.requires_environment.empty() ? std::string("-")
                                                 : join(choice.requires_environment, ", ");
    });
    add("effort", [](const model::Choice& choice) {
      return choice.effort.empty() ? std::string("-") : terminal_safe(choice.effort);
    });
    return table_.to_string();
  }

 private:
  static std::vector<std::string> header(const model::Substitution& role) {
    std::vector<std::string> names{""};
    for (const model::Choice& choice : role.choices) {
      names.push_back((choice.name == role.chosen ? "● " : "") + terminal_safe(choice.name));
    }
    return names;
  }

  template <class Cell>
  void add(const std::string& name, const Cell& cell) {
    std::vector<std::string> row{terminal_safe(name)};
    for (const model::Choice& choice : role_.choices) row.push_back(cell(choice));
    table_.add(std::move(row));
  }

  const model::Substitution& role_;
  ui::Table table_;
};

}  // namespace

std::string role_page(const model::Substitution& role) {
  std::string text =
      line("role", role.role) + line("chosen", chosen_text(role)) +
      line("default", role.default_choice) + line("adapter", role.adapter) +
      line("status", role.status) + line("candidates", join(role.candidates, ", ")) +
      line("mandatory",
           role.mandatory_in.empty() ? std::string() : "in " + join(role.mandatory_in, ", "));
  text += "\n" + Comparison(role).text();
  for (const model::Choice& choice : role.choices) {
    if (!choice.why.empty()) {
      text += fmt::format("\nwhy {}: {}\n", terminal_safe(choice.name), terminal_safe(choice.why));
    }
  }
  return text;
}

}  // namespace devstack::cli
