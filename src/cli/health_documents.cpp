// Health for programs: JSON and JUnit.
#include <fmt/format.h>

#include <algorithm>

#include "cli/health_check.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : terminal_safe(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string state_name(const HealthRow& row) {
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
    entry.set("probe", row.probe);
    entry.set("result", row.result);
    entry.set("took_ms", std::int64_t{row.took.count()});
    entry.set("urls", Value::strings(row.urls));
    services.push_back(std::move(entry));
  }
  document.set("services", std::move(services));
  return document;
}

std::string health_junit(const model::Stack& stack, const HealthReport& report) {
  const auto failures =
      std::count_if(report.rows.begin(), report.rows.end(),
                    [](const HealthRow& row) { return !row.passed && !row.optional; });
  const auto skipped =
      std::count_if(report.rows.begin(), report.rows.end(),
                    [](const HealthRow& row) { return !row.passed && row.optional; });
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format(
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n",
      escape_xml(stack.project), report.rows.size(), failures, skipped, seconds(report.took));
  for (const auto& row : report.rows) {
    const std::string head =
        fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                    escape_xml(stack.project), escape_xml(row.service), seconds(row.took));
    if (row.passed) {
      out += head + "/>\n";
      continue;
    }
    const std::string text =
        escape_xml(row.probe.empty() ? row.result : row.probe + ": " + row.result);
    out += head + ">" +
           (row.optional ? fmt::format("<skipped message=\"{}\"/>", text)
                         : fmt::format("<failure message=\"{}\"/>", text)) +
           "</testcase>\n";
  }
  return out + "</testsuite>\n";
}

}  // namespace devstack::cli
