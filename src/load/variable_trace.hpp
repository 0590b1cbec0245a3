// What interpolation is going to use, written to the positions of the values that use it.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/source_step.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "load/template_variables.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// To be called before the node is interpolated with the same variables. Each text that names
/// variables gets the steps kTemplate and kVariable; each place that names one goes to `uses`.
void trace_variables(Node& node, const Variables& variables, std::vector<VariableUse>& uses);

/// Notes on `value` that it is the variable's, as that of `environment: [NAME]`. Nothing happens
/// when `variables` is null.
void note_variable(Node& value, const std::string& name, const Variables* variables);

/// Notes on `value` that it came to be with one variable of a text, as in a line of an env file.
void note_use(Node& value, const TemplateVariable& variable, const Variables& variables);

}  // namespace devstack::load
