// One function for each language.
#include "cli/show/graph_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

using model::Condition;

std::string_view gate(Condition condition) {
  switch (condition) {
    case Condition::kStarted:
      return "started";
    case Condition::kHealthy:
      return "healthy";
    case Condition::kCompletedSuccessfully:
      return "done";
  }
  return "";
}

std::vector<model::Dependency> edges_of(const model::Stack& stack, const std::string& name) {
  std::vector<model::Dependency> edges;
  for (const auto& edge : stack.services.at(name).depends_on) {
    if (stack.services.contains(edge.service)) edges.push_back(edge);
  }
  return edges;
}

std::string tier_name(const graph::TierView& tier, std::size_t index) {
  return tier.name.empty() ? fmt::format("tier {}", index + 1) : tier.name;
}

/// "  [starting]" where it is known.
std::string state_suffix(const LiveStates& live, const std::string& name) {
  const auto found = live.find(name);
  return found == live.end() ? "" : "  [" + found->second.text + "]";
}

std::string_view sign_of(const LiveStates& live, const std::string& name, bool job) {
  const auto found = live.find(name);
  if (found != live.end()) return ui::glyph(found->second.state, found->second.implementation);
  return job ? "◆" : "●";
}

std::string ascii(const model::Stack& stack, const LiveStates& live) {
  const auto tiers = graph::tiers_for_display(stack);
  std::size_t names = 0;
  for (const auto& [name, service] : stack.services) {
    names = std::max(names, display_width(name));
  }
  std::string out;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    out += tier_name(tiers[i], i) + "\n";
    for (const auto& name : tiers[i].services) {
      std::vector<std::string> needs;
      for (const auto& edge : edges_of(stack, name)) {
        needs.push_back(fmt::format("{} ({}{})", edge.service, gate(edge.condition),
                                    edge.required ? "" : ", optional"));
      }
      const bool job = stack.services.at(name).is_job;
      const std::string row = fmt::format(
          "  {} {}{}{}", sign_of(live, name, job), pad_right(name, names),
          needs.empty() ? "" : "  after " + join(needs, ", "), state_suffix(live, name));
      out += row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
    }
  }
  return out;
}

/// Service names may hold what Mermaid and DOT do not take as an identifier.
std::string quoted(const std::string& name) { return "\"" + name + "\""; }

std::string mermaid(const model::Stack& stack) {
  const auto tiers = graph::tiers_for_display(stack);
  std::map<std::string, std::string> ids;
  for (const auto& [name, service] : stack.services) ids[name] = fmt::format("s{}", ids.size());
  std::string out = "flowchart LR\n";
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    out += fmt::format("  subgraph t{}[{}]\n", i, quoted(tier_name(tiers[i], i)));
    for (const auto& name : tiers[i].services) {
      out += fmt::format("    {}[{}]\n", ids.at(name), quoted(name));
    }
    out += "  end\n";
  }
  for (const auto& [name, service] : stack.services) {
    for (const auto& edge : edges_of(stack, name)) {
      out += fmt::format("  {} -->|{}| {}\n", ids.at(edge.service), gate(edge.condition),
                         ids.at(name));
    }
  }
  return out;
}

std::string dot(const model::Stack& stack) {
  std::string out = fmt::format("digraph {} {{\n  rankdir=LR;\n", quoted(stack.project));
  for (const auto& [name, service] : stack.services) {
    out += fmt::format("  {}{};\n", quoted(name), service.is_job ? " [shape=box]" : "");
  }
  for (const auto& [name, service] : stack.services) {
    for (const auto& edge : edges_of(stack, name)) {
      out += fmt::format("  {} -> {} [label={}{}];\n", quoted(edge.service), quoted(name),
                         quoted(std::string(gate(edge.condition))),
                         edge.required ? "" : ", style=dashed");
    }
  }
  return out + "}\n";
}

Value service_values(const model::Stack& stack, const LiveStates& live) {
  Value services = Value::array();
  const auto levels = graph::topological_levels(stack);
  for (std::size_t level = 0; level < levels.size(); ++level) {
    for (const auto& name : levels[level]) {
      Value entry = Value::object();
      entry.set("name", name);
      entry.set("level", static_cast<std::int64_t>(level));
      entry.set("job", stack.services.at(name).is_job);
      const auto state = live.find(name);
      if (state != live.end()) entry.set("state", state->second.text);
      services.push_back(std::move(entry));
    }
  }
  return services;
}

std::string json(const model::Stack& stack, const LiveStates& live) {
  Value document = Value::object();
  document.set("schema", "devstack.graph/1");
  document.set("project", stack.project);
  Value tiers = Value::array();
  for (const auto& tier : graph::tiers_for_display(stack)) {
    Value entry = Value::object();
    entry.set("name", tier.name);
    entry.set("services", Value::strings(tier.services));
    tiers.push_back(std::move(entry));
  }
  document.set("tiers", std::move(tiers));
  Value levels = Value::array();
  for (const auto& names : graph::topological_levels(stack)) {
    levels.push_back(Value::strings(names));
  }
  document.set("levels", std::move(levels));
  document.set("services", service_values(stack, live));
  Value edges = Value::array();
  for (const auto& [name, service] : stack.services) {
    for (const auto& edge : edges_of(stack, name)) {
      Value entry = Value::object();
      entry.set("from", name);
      entry.set("to", edge.service);
      entry.set("condition", model::to_string(edge.condition));
      entry.set("required", edge.required);
      entry.set("where", edge.span.file_and_line());
      edges.push_back(std::move(entry));
    }
  }
  document.set("edges", std::move(edges));
  return to_json(document, 2) + "\n";
}

}  // namespace

std::string graph_text(const model::Stack& stack, GraphArguments::Format format,
                       const LiveStates& live) {
  switch (format) {
    case GraphArguments::Format::kAscii:
      return ascii(stack, live);
    case GraphArguments::Format::kMermaid:
      return mermaid(stack);
    case GraphArguments::Format::kDot:
      return dot(stack);
    case GraphArguments::Format::kJson:
      return json(stack, live);
  }
  return {};
}

}  // namespace devstack::cli
