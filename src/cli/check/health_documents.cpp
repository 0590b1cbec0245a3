// Health for programs: JSON and JUnit.
#include "cli/check/health_check.hpp"
#include "cli/check/junit.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/show/cause_chain.hpp"

namespace devstack::cli {
namespace {

std::string state_name(const HealthRow& row) {
  if (row.state == ServiceState::kSkipped) return "skipped";
  if (!row.exists) return "absent";
  if (row.passed) return row.state == ServiceState::kJobDone ? "done" : "ready";
  switch (row.state) {
    case ServiceState::kStarting:
      return "starting";
    case ServiceState::kStopped:
      return "stopped";
    default:
      return "failed";
  }
}

/// "http :8080/health" is of kind http, and its target is ":8080/health".
void set_probe(Value& entry, const std::string& probe) {
  const auto blank = probe.find(' ');
  entry.set("probe", probe);
  entry.set("probe_kind", probe.substr(0, blank));
  entry.set("probe_target", blank == std::string::npos ? "" : probe.substr(blank + 1));
}

}  // namespace

Value health_json(const model::Stack& stack, const HealthReport& report) {
  Value document = Value::object();
  document.set("schema", "devstack.health/1");
  document.set("ok", report.ok());
  document.set("project", stack.project);
  document.set("profiles", Value::strings(stack.profiles));
  document.set("duration_ms", std::int64_t{report.took.count()});
  Value services = Value::array();
  for (const auto& row : report.rows) {
    Value entry = Value::object();
    entry.set("service", row.service);
    entry.set("container", row.container);
    entry.set("state", state_name(row));
    entry.set("ok", row.passed);
    entry.set("optional", row.optional);
    entry.set("implementation", row.container.starts_with("process ")
                                    ? std::string_view("process")
                                    : implementation_name(row.implementation));
    entry.set("reason", row.reason);
    set_probe(entry, row.probe);
    entry.set("result", row.result);
    entry.set("took_ms", std::int64_t{row.took.count()});
    entry.set("urls", Value::strings(row.urls));
    services.push_back(std::move(entry));
  }
  document.set("services", std::move(services));
  document.set("links", Value::strings(report.ok() ? report.links : std::vector<std::string>{}));
  document.set("first_causes", Value::strings(first_failures(stack, report)));
  return document;
}

std::string health_junit(const model::Stack& stack, const HealthReport& report) {
  std::vector<JunitCase> cases;
  for (const auto& row : report.rows) {
    JunitCase made;
    made.name = row.service;
    made.took = row.took;
    made.message = row.probe.empty() ? row.result : row.probe + ": " + row.result;
    if (!row.passed) {
      made.result = row.optional ? JunitCase::Result::kSkipped : JunitCase::Result::kFailed;
    }
    cases.push_back(std::move(made));
  }
  return std::string(kJunitHead) + junit_suite(stack.project, stack.project, cases, report.took, 0);
}

}  // namespace devstack::cli
