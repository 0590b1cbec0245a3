// Folds the steps of a plan into one line for each service.
#include "cli/show/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "devstack/base/text.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

using reconcile::Plan;
using reconcile::Step;

std::string_view word(Change change) {
  switch (change) {
    case Change::kUnchanged:
      return "unchanged";
    case Change::kCreate:
      return "create";
    case Change::kRecreate:
      return "recreate";
    case Change::kStart:
      return "start";
    case Change::kRun:
      return "run";
    case Change::kWait:
      return "wait";
    case Change::kRemove:
      return "remove";
    case Change::kSkip:
      return "skip";
  }
  return "";
}

std::string_view sign(Change change) {
  switch (change) {
    case Change::kUnchanged:
    case Change::kSkip:
      return "=";
    case Change::kCreate:
    case Change::kRun:
      return "+";
    case Change::kRecreate:
      return "~";
    case Change::kStart:
    case Change::kWait:
      return ">";
    case Change::kRemove:
      return "-";
  }
  return " ";
}

/// The weightiest step of a service tells what happens to it.
int weight(Change change) {
  switch (change) {
    case Change::kUnchanged:
    case Change::kSkip:
      return 0;
    case Change::kWait:
      return 1;
    case Change::kRemove:
      return 2;
    case Change::kStart:
      return 3;
    case Change::kRun:
      return 4;
    case Change::kCreate:
      return 5;
    case Change::kRecreate:
      return 6;
  }
  return 0;
}

Change change_of(const Step& step, bool is_job) {
  if (const auto* create = std::get_if<reconcile::CreateContainer>(&step.action)) {
    if (is_job) return Change::kRun;
    return create->replaces.empty() ? Change::kCreate : Change::kRecreate;
  }
  if (std::holds_alternative<reconcile::StartContainer>(step.action) ||
      std::holds_alternative<reconcile::StartProcess>(step.action)) {
    return is_job ? Change::kRun : Change::kStart;
  }
  if (std::holds_alternative<reconcile::StopContainer>(step.action) ||
      std::holds_alternative<reconcile::RemoveContainer>(step.action) ||
      std::holds_alternative<reconcile::StopProcess>(step.action)) {
    return Change::kRemove;
  }
  return Change::kWait;
}

bool is_job(const model::Stack& stack, const std::string& service) {
  const auto found = stack.services.find(service);
  return found != stack.services.end() && found->second.is_job;
}

void take_step(ServicePlan& row, const model::Stack& stack, const Step& step) {
  const Change change = change_of(step, is_job(stack, row.service));
  if (weight(change) <= weight(row.change)) return;
  row.change = change;
  row.cause = step.cause;
  row.where = step.where.file_and_line();
}

std::string other_steps(const Plan& plan) {
  std::string out;
  for (const auto& step : plan.steps) {
    if (!reconcile::service_of(step.action).empty()) continue;
    out += "  " + terminal_safe(reconcile::describe(step.action)) + "\n";
  }
  return out;
}

std::string totals(const std::vector<ServicePlan>& rows) {
  std::map<Change, std::size_t> counts;
  for (const auto& row : rows) ++counts[row.change];
  std::vector<std::string> parts;
  for (const auto& [change, count] : counts) {
    if (change != Change::kUnchanged) parts.push_back(fmt::format("{} to {}", count, word(change)));
  }
  if (counts.contains(Change::kUnchanged)) {
    parts.push_back(fmt::format("{} unchanged", counts[Change::kUnchanged]));
  }
  return join(parts, ", ");
}

std::string row_text(const ServicePlan& row, std::size_t names, std::size_t columns) {
  std::string line = fmt::format("  {} {}  {}", sign(row.change), pad_right(row.service, names),
                                 pad_right(word(row.change), 9));
  if (!row.cause.empty()) line += "  " + terminal_safe(row.cause);
  if (row.where.empty()) return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  const std::size_t width = display_width(line);
  const std::size_t right = display_width(row.where);
  const std::size_t gap = width + right + 2 <= columns ? columns - width - right : 2;
  return line + std::string(gap, ' ') + terminal_safe(row.where) + "\n";
}

}  // namespace

std::vector<ServicePlan> plan_by_service(const model::Stack& stack, const Plan& plan) {
  std::map<std::string, ServicePlan> by_name;
  for (const auto& name : plan.up_to_date) by_name[name].service = name;
  for (const auto& [name, why] : plan.skipped) {
    by_name[name].service = name;
    by_name[name].change = Change::kSkip;
    by_name[name].cause = why;
  }
  for (const auto& step : plan.steps) {
    const std::string service = reconcile::service_of(step.action);
    if (service.empty()) continue;
    by_name[service].service = service;
    take_step(by_name[service], stack, step);
  }
  std::vector<ServicePlan> rows;
  for (const auto& tier : graph::tiers_for_display(stack)) {
    for (const auto& name : tier.services) {
      const auto found = by_name.find(name);
      if (found == by_name.end()) continue;
      rows.push_back(found->second);
      by_name.erase(found);
    }
  }
  for (const auto& [name, row] : by_name) rows.push_back(row);
  return rows;
}

std::string plan_text(const model::Stack& stack, const Plan& plan, const ui::Terminal& terminal) {
  const auto rows = plan_by_service(stack, plan);
  std::size_t names = 0;
  for (const auto& row : rows) names = std::max(names, display_width(row.service));
  const std::size_t columns = std::min<std::size_t>(terminal.columns, 101) - 1;
  std::string out;
  for (const auto& row : rows) out += row_text(row, names, columns);
  out += other_steps(plan);
  for (const auto& [service, why] : plan.fallbacks) {
    const std::string line = fmt::format("  ▲ {}: its container, no process: {}", service, why);
    out += ui::in_charset(terminal_safe(line) + "\n", terminal.glyphs);
  }
  for (const auto& notice : plan.notices) out += "  " + terminal_safe(notice) + "\n";
  return out + "plan: " + totals(rows) + "\n";
}

Value plan_json(const model::Stack& stack, const Plan& plan) {
  Value document = Value::object();
  document.set("schema", "devstack.plan/1");
  document.set("project", stack.project);
  document.set("changes", plan.changes_anything());
  Value services = Value::array();
  for (const auto& row : plan_by_service(stack, plan)) {
    Value entry = Value::object();
    entry.set("service", row.service);
    entry.set("change", word(row.change));
    entry.set("cause", row.cause);
    entry.set("where", row.where);
    services.push_back(std::move(entry));
  }
  document.set("services", std::move(services));
  Value steps = Value::array();
  for (std::size_t id = 0; id < plan.steps.size(); ++id) {
    const auto& step = plan.steps[id];
    Value entry = Value::object();
    entry.set("id", static_cast<std::int64_t>(id));
    entry.set("action", reconcile::describe(step.action));
    entry.set("cause", step.cause);
    entry.set("where", step.where.file_and_line());
    Value after = Value::array();
    for (const auto before : step.after) after.push_back(static_cast<std::int64_t>(before));
    entry.set("after", std::move(after));
    steps.push_back(std::move(entry));
  }
  document.set("steps", std::move(steps));
  Value fallbacks = Value::object();
  for (const auto& [service, why] : plan.fallbacks) fallbacks.set(service, why);
  document.set("fallbacks", std::move(fallbacks));
  document.set("notices", Value::strings(plan.notices));
  return document;
}

}  // namespace devstack::cli
