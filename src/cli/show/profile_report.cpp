#include "cli/show/profile_report.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/show/choice_cost.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/base/value.hpp"
#include "devstack/graph/dependency_graph.hpp"

namespace devstack::cli {
namespace {

void add_services(ProfileReport& report, const model::Stack& stack) {
  report.project = stack.project;
  report.compose_profiles = stack.compose_profiles;
  // Where no service knows it, a name means the file alone.
  std::erase(report.compose_profiles, report.file.name);
  for (const auto& [name, service] : stack.services) {
    (service.is_job ? report.jobs : report.services).push_back(name);
    for (const model::Port& port : service.ports) report.ports.push_back({name, port});
  }
  report.declared = sum_budgets(stack);
  report.budget = stack.extension.budget.value_or(model::Budget{});
  report.choices = taken_choices(stack);
  report.slowest_choice = slowest_choice(stack);
}

std::string counted(const std::vector<std::string>& names) {
  return names.empty() ? "0" : fmt::format("{}: {}", names.size(), join(names, ", "));
}

std::string port_text(const ProfileReport::Port& entry) {
  const model::Port& port = entry.port;
  std::string text = port.published.empty() ? "any" : port.published;
  if (!port.host_ip.empty()) text.insert(0, port.host_ip + ":");
  if (port.protocol != "tcp") text += "/" + port.protocol;
  return text + " " + entry.service;
}

std::string needs_text(const ProfileReport& report) {
  std::vector<std::string> parts;
  const auto add = [&parts](const std::string& declared, const std::string& allowed) {
    parts.push_back(allowed.empty() ? declared : declared + " of " + allowed);
  };
  const auto& [memory, cpus, storage] = report.declared;
  const model::Budget& budget = report.budget;
  if (memory != 0 || budget.memory) {
    add("memory " + format_bytes(memory), budget.memory ? format_bytes(*budget.memory) : "");
  }
  if (cpus > 0 || budget.cpus) {
    add(fmt::format("cpus {:.4g}", cpus),
        budget.cpus ? fmt::format("{:.4g}", *budget.cpus) : std::string());
  }
  if (storage != 0 || budget.storage) {
    add("storage " + format_bytes(storage), budget.storage ? format_bytes(*budget.storage) : "");
  }
  if (budget.startup) parts.push_back("start-up " + format_duration(*budget.startup));
  return join(parts, ", ");
}

std::string shown_path(const std::string& path, const std::string& folder) {
  std::string relative = std::filesystem::path(path).lexically_relative(folder).string();
  return !relative.empty() && relative.size() < path.size() ? relative : path;
}

std::string heading(const ProfileReport& report) {
  std::string text = (report.file.applies ? "● " : "  ") + terminal_safe(report.file.name);
  if (report.file.is_default) text += " (default)";
  if (!report.file.description.empty()) text += "  " + terminal_safe(report.file.description);
  return text + "\n";
}

std::string line(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("    {} {}\n", pad_right(label, 9), terminal_safe(text));
}

std::string errors_text(const std::vector<Diagnostic>& errors) {
  const Diagnostic& first = errors.front();
  std::string text = first.where.known() ? first.where.to_string() + ": " : "";
  text += fmt::format("[{}] {}", first.code, first.message);
  if (errors.size() > 1) text += fmt::format(" (and {} more)", errors.size() - 1);
  return text;
}

std::string paragraph(const ProfileReport& report, const std::string& folder) {
  std::string text = heading(report);
  if (!report.errors.empty()) {
    text += line("error", errors_text(report.errors));
    text += line("hint", report.errors.front().hint);
  } else {
    std::vector<std::string> ports;
    for (const auto& port : report.ports) ports.push_back(port_text(port));
    text += line("services", counted(report.services));
    if (!report.jobs.empty()) text += line("jobs", counted(report.jobs));
    text += line("budget", needs_text(report));
    text += line("choices", join(report.choices, ", "));
    text += line("ports", join(ports, ", "));
    text += line("project", report.project);
    text += line("compose", join(report.compose_profiles, ", "));
  }
  text += line("extends", join(report.file.extends, ", "));
  return text + line("file", shown_path(report.file.path, folder));
}

Value bytes_or_null(const std::optional<std::int64_t>& bytes) {
  return bytes ? Value(*bytes) : Value();
}

Value budget_json(const model::Budget& budget) {
  Value json = Value::object();
  json.set("memory", bytes_or_null(budget.memory));
  json.set("cpus", budget.cpus ? Value(*budget.cpus) : Value());
  json.set("storage", bytes_or_null(budget.storage));
  json.set("startup_ms", budget.startup ? Value(std::int64_t{budget.startup->count()}) : Value());
  return json;
}

Value declared_json(const BudgetSum& sum) {
  Value json = Value::object();
  json.set("memory", sum.memory);
  json.set("cpus", sum.cpus);
  json.set("storage", sum.storage);
  return json;
}

Value ports_json(const std::vector<ProfileReport::Port>& ports) {
  Value list = Value::array();
  for (const auto& [service, port] : ports) {
    Value json = Value::object();
    json.set("service", service);
    json.set("host_ip", port.host_ip);
    json.set("published", port.published);
    json.set("target", static_cast<std::int64_t>(port.target));
    json.set("protocol", port.protocol);
    list.push_back(std::move(json));
  }
  return list;
}

Value errors_json(const std::vector<Diagnostic>& errors) {
  Value list = Value::array();
  for (const Diagnostic& error : errors) {
    Value json = Value::object();
    json.set("code", error.code);
    json.set("message", error.message);
    json.set("where", error.where.to_string());
    json.set("hint", error.hint);
    list.push_back(std::move(json));
  }
  return list;
}

Value report_json(const ProfileReport& report) {
  Value json = Value::object();
  json.set("name", report.file.name);
  json.set("description", report.file.description);
  json.set("path", report.file.path);
  json.set("active", report.file.applies);
  json.set("default", report.file.is_default);
  json.set("extends", Value::strings(report.file.extends));
  json.set("project", report.project);
  json.set("services", Value::strings(report.services));
  json.set("jobs", Value::strings(report.jobs));
  json.set("compose_profiles", Value::strings(report.compose_profiles));
  json.set("budget", budget_json(report.budget));
  json.set("declared", declared_json(report.declared));
  json.set("choices", Value::strings(report.choices));
  json.set("ports", ports_json(report.ports));
  json.set("errors", errors_json(report.errors));
  return json;
}

}  // namespace

ProfileReport report_profile(load::LoadRequest request, const load::ProfileFile& file,
                             const load::Files& files) {
  ProfileReport report;
  report.file = file;
  request.profiles = {file.name};
  request.no_profile = false;
  request.services.clear();
  try {
    load::Loaded loaded = load::load_stack(request, files);
    if (!loaded.diagnostics.has_errors()) {
      graph::check_cycles(loaded.stack, loaded.diagnostics);
      graph::check_tiers(loaded.stack, loaded.diagnostics);
    }
    for (const Diagnostic& found : loaded.diagnostics.sorted()) {
      if (found.severity == Severity::kError) report.errors.push_back(found);
    }
    if (report.errors.empty()) add_services(report, loaded.stack);
  } catch (const Error& error) {
    Diagnostic found;
    found.code = error.code();
    found.message = error.what();
    found.hint = error.hint();
    report.errors.push_back(std::move(found));
  }
  return report;
}

std::string profiles_text(const std::vector<ProfileReport>& reports, const std::string& folder) {
  std::string text;
  for (const ProfileReport& report : reports) {
    if (!text.empty()) text += "\n";
    text += paragraph(report, folder);
  }
  return text;
}

std::string profiles_json(const std::vector<ProfileReport>& reports) {
  Value document = Value::object();
  document.set("schema", "devstack.profiles/1");
  Value list = Value::array();
  for (const ProfileReport& report : reports) list.push_back(report_json(report));
  document.set("profiles", std::move(list));
  return to_json(document, 2) + "\n";
}

}  // namespace devstack::cli
