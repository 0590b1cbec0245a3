#include "cli/show/migration_checklist.hpp"

#include <fmt/format.h>

#include <charconv>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr int kDaysOfWeek = 5;
constexpr int kDaysOfMonth = 20;
constexpr int kMostDays = 100'000;

struct Group {
  const model::Substitution* role;
  const model::Choice* choice;
};

std::vector<Group> groups_of(const std::vector<model::Substitution>& roles) {
  std::vector<Group> groups;
  for (const model::Substitution& role : roles) {
    for (const model::Choice& choice : role.choices) {
      if (!choice.migration.empty()) groups.push_back({&role, &choice});
    }
  }
  return groups;
}

struct Total {
  int days = 0;
  std::vector<std::string> unknown;  ///< efforts that are no number of days
};

Total total_of(const std::vector<Group>& groups) {
  Total total;
  for (const Group& group : groups) {
    const std::string& effort = group.choice->effort;
    if (const auto days = effort_days(effort)) {
      total.days += *days;
    } else if (!effort.empty()) {
      total.unknown.push_back(effort);
    }
  }
  return total;
}

std::string counted(int number, const char* unit) {
  return fmt::format("{} {}{}", number, unit, number == 1 ? "" : "s");
}

}  // namespace

std::optional<int> effort_days(const std::string& effort) {
  int number = 0;
  const char* const end = effort.data() + effort.size();
  const auto [stop, error] = std::from_chars(effort.data(), end, number);
  if (error != std::errc() || number < 0 || number > kMostDays) return std::nullopt;
  const std::string_view unit = trim(std::string_view(stop, static_cast<std::size_t>(end - stop)));
  if (unit.starts_with("day")) return number;
  if (unit.starts_with("week")) return number * kDaysOfWeek;
  if (unit.starts_with("month")) return number * kDaysOfMonth;
  return std::nullopt;
}

std::string effort_text(int days) {
  std::vector<std::string> parts;
  if (days >= kDaysOfWeek) parts.push_back(counted(days / kDaysOfWeek, "week"));
  if (days % kDaysOfWeek != 0 || parts.empty()) {
    parts.push_back(counted(days % kDaysOfWeek, "day"));
  }
  return join(parts, " ");
}

std::string checklist_text(const std::vector<model::Substitution>& roles) {
  const std::vector<Group> groups = groups_of(roles);
  if (groups.empty()) return "no choice has steps of a migration\n";
  std::string text;
  int number = 0, items = 0;
  for (const Group& group : groups) {
    text += fmt::format("{}{}. {} → {}", number == 0 ? "" : "\n", number + 1,
                        terminal_safe(group.role->role), terminal_safe(group.choice->name));
    ++number;
    if (!group.choice->effort.empty()) text += ", " + terminal_safe(group.choice->effort);
    text += group.choice->name == group.role->chosen ? " (chosen now)\n" : "\n";
    int step = 0;
    for (const std::string& item : group.choice->migration) {
      text += fmt::format("   [ ] {}.{} {}\n", number, ++step, terminal_safe(item));
    }
    items += step;
  }
  const Total total = total_of(groups);
  text += fmt::format("\ntotal: {}, {}, {}", counted(number, "move"), counted(items, "step"),
                      effort_text(total.days));
  if (!total.unknown.empty()) text += " and " + terminal_safe(join(total.unknown, ", "));
  return text + "\n";
}

Value checklist_json(const std::vector<model::Substitution>& roles) {
  const std::vector<Group> groups = groups_of(roles);
  Value list = Value::array();
  std::int64_t items = 0;
  for (const Group& group : groups) {
    Value json = Value::object();
    json.set("role", group.role->role);
    json.set("choice", group.choice->name);
    json.set("chosen", group.choice->name == group.role->chosen);
    json.set("effort", group.choice->effort);
    const auto days = effort_days(group.choice->effort);
    json.set("effort_days", days ? Value(*days) : Value());
    json.set("steps", Value::strings(group.choice->migration));
    items += static_cast<std::int64_t>(group.choice->migration.size());
    list.push_back(std::move(json));
  }
  const Total total = total_of(groups);
  Value json = Value::object();
  json.set("moves", std::move(list));
  json.set("steps", items);
  json.set("effort_days", total.days);
  json.set("effort", effort_text(total.days));
  json.set("effort_unknown", Value::strings(total.unknown));
  return json;
}

}  // namespace devstack::cli
