#include "cli/show/cause_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "devstack/base/text.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

/// What the last look at a service found.
std::string found_text(const HealthReport& health, const std::string& service) {
  const HealthRow* row = worst_row(health, service);
  if (row == nullptr) return "";
  return row->probe.empty() ? row->result : row->probe + ": " + row->result;
}

std::string link_text(const CauseLink& link, const HealthReport& health) {
  std::string text = link.service;
  if (link.waits_for.empty()) {
    text += " failed first: " + found_text(health, link.service);
  } else {
    text += fmt::format(" waits for {} ({})", link.waits_for, link.condition);
  }
  return terminal_safe(text);
}

std::string evidence_text(const Evidence& evidence) {
  std::string out = "\n" + terminal_safe(evidence.service) + "\n";
  const auto add = [&out](std::string_view label, const std::string& text) {
    if (!text.empty()) out += fmt::format("  {:<6} {}\n", label, terminal_safe(text));
  };
  add("state", evidence.state);
  add("probe", evidence.probe);
  for (const auto& result : evidence.results) add("result", result);
  for (const auto& line : evidence.log) add("log", line);
  add("file", evidence.where.to_string());
  out += fmt::format("  next   devstack logs {0} --since 10m · devstack up {0}\n",
                     shell_quote(evidence.service));
  return out;
}

/// How many links lie between the service and the one it all comes from.
std::size_t depth_of(const std::vector<CauseLink>& links, const std::string& service) {
  std::size_t depth = 0;
  std::string at = service;
  std::set<std::string> seen;
  while (seen.insert(at).second) {
    const auto parent = std::find_if(links.begin(), links.end(),
                                     [&at](const auto& link) { return link.waits_for == at; });
    if (parent == links.end()) break;
    at = parent->service;
    ++depth;
  }
  return depth;
}

}  // namespace

std::string cause_text(const CauseReport& report, const HealthReport& health,
                       const ui::Terminal& terminal) {
  if (report.is_ready()) {
    const std::string found = found_text(health, report.service);
    return fmt::format("{} is ready{}\n", report.service,
                       found.empty() ? "" : ": " + terminal_safe(found));
  }
  std::string out = fmt::format("{} is not ready: {}\n", report.service,
                                terminal_safe(found_text(health, report.service)));
  for (const auto& link : report.links) {
    const std::string margin(2 + 2 * depth_of(report.links, link.service), ' ');
    const std::string where = link.where.file_and_line();
    out += fmt::format("{}{} {}{}\n", margin, link.waits_for.empty() ? "✖" : "◐",
                       link_text(link, health), where.empty() ? "" : "  (" + where + ")");
  }
  for (const auto& evidence : report.evidence) out += evidence_text(evidence);
  return ui::in_charset(std::move(out), terminal.glyphs);
}

Value cause_json(const CauseReport& report, const HealthReport& health) {
  Value document = Value::object();
  document.set("schema", "devstack.why.service/1");
  document.set("service", report.service);
  document.set("ready", report.is_ready());
  document.set("found", found_text(health, report.service));
  Value chain = Value::array();
  for (const auto& link : report.links) {
    Value entry = Value::object();
    entry.set("service", link.service);
    entry.set("waits_for", link.waits_for.empty() ? Value() : Value(link.waits_for));
    entry.set("condition", link.condition);
    entry.set("found", found_text(health, link.service));
    entry.set("where", link.where.file_and_line());
    chain.push_back(std::move(entry));
  }
  document.set("chain", std::move(chain));
  Value causes = Value::array();
  for (const auto& evidence : report.evidence) {
    Value entry = Value::object();
    entry.set("service", evidence.service);
    entry.set("state", evidence.state);
    entry.set("probe", evidence.probe);
    entry.set("results", Value::strings(evidence.results));
    entry.set("log", Value::strings(evidence.log));
    entry.set("where", evidence.where.to_string());
    causes.push_back(std::move(entry));
  }
  document.set("causes", std::move(causes));
  return document;
}

}  // namespace devstack::cli
