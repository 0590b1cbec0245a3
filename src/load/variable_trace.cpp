// Interpolation itself stays free of this: it runs over the same tree afterwards.
#include "load/variable_trace.hpp"

#include <utility>

#include "load/source_text.hpp"

namespace devstack::load {

namespace {

const VariableOrigin* origin_of(const Variables& variables, const std::string& name) {
  const auto found = variables.all().find(name);
  return found == variables.all().end() ? nullptr : &found->second;
}

SourceStep variable_step(const std::string& name, const VariableOrigin* origin) {
  SourceStep step;
  step.kind = SourceStep::Kind::kVariable;
  step.text = name;
  step.detail = origin == nullptr ? "not set" : origin->kind;
  if (origin != nullptr) step.where = origin->where;
  return step;
}

SourceStep step_of(const TemplateVariable& variable, const VariableOrigin* origin) {
  const bool is_set =
      origin != nullptr && !(variable.empty_counts_as_unset && origin->value.empty());
  if (is_set || !variable.fallback) return variable_step(variable.name, origin);
  return {SourceStep::Kind::kVariable, {}, variable.name, "not set: the default in the file"};
}

void trace_text(Node& node, const Variables& variables, std::vector<VariableUse>& uses) {
  if (node.text.find('$') == std::string::npos) return;
  const std::vector<TemplateVariable> found = template_variables(node.text);
  if (found.empty()) return;
  const SourceSpan written = node.span;
  // The last step is the first to be read.
  for (auto variable = found.rbegin(); variable != found.rend(); ++variable) {
    add_step(node.span, step_of(*variable, origin_of(variables, variable->name)));
  }
  for (const TemplateVariable& variable : found) {
    uses.push_back({variable.name,
                    span_inside(written, node.text, variable.where.offset, variable.where.length)});
  }
  add_step(node.span, {SourceStep::Kind::kTemplate, {}, node.text, {}});
}

}  // namespace

void note_variable(Node& value, const std::string& name, const Variables* variables) {
  if (variables != nullptr) add_step(value.span, variable_step(name, origin_of(*variables, name)));
}

void note_use(Node& value, const TemplateVariable& variable, const Variables& variables) {
  add_step(value.span, step_of(variable, origin_of(variables, variable.name)));
}

void trace_variables(Node& node, const Variables& variables, std::vector<VariableUse>& uses) {
  if (node.is_string()) trace_text(node, variables, uses);
  for (Node& item : node.items) trace_variables(item, variables, uses);
  for (Entry& entry : node.entries) trace_variables(entry.value, variables, uses);
}

}  // namespace devstack::load
