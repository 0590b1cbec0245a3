// What an included project takes from variables of its own, which the project around it does not
// have: it must be looked up before the two become one.
#pragma once

#include "devstack/load/syntax_tree.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// Gives values to the names of `environment: [NAME]`, as Compose does it: those of a list only.
/// `origins` may be null: then nothing is recorded of where they came from.
void give_values_to_names(Node& document, const Variables& variables, const Variables* origins);

/// Adds the values of secrets and configs that come from a variable, as "secrets.NAME"; those that
/// are there already stay.
void keep_values_of_sources(const Node& document, const Variables& variables, Environment& values);

}  // namespace devstack::load
