// Which choice each role takes: decided before interpolation, because the choice's variables feed
// it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/model/substitution.hpp"
#include "load/assembler.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// A choice that somebody made.
struct RoleUse {
  std::string role;
  std::string choice;
  model::ChosenBy by = model::ChosenBy::kOption;
  SourceSpan where;  ///< unknown for --use
};

/// The roles that the files declare, put together as merging does, with nothing chosen. What is
/// wrong with them is said when the merged document is read.
[[nodiscard]] std::vector<model::Substitution> declared_roles(const std::vector<ParsedFile>& parsed,
                                                              const Variables& variables);

/// Chooses: the last of `uses` that is of the command line, else a variable of the shell or of
/// --env-file whose value exactly one choice sets, else the last of `uses`, else any such variable,
/// else the default. DS1413: no such role or choice; DS1416: two variables mean different choices.
void choose_roles(std::vector<model::Substitution>& roles, const std::vector<RoleUse>& uses,
                  const Variables& variables, Diagnostics& diagnostics);

/// Adds the variables of the choices: of those of the command line stronger than everything, of a
/// profile's stronger than all but the shell and --env-file, of the others weaker than everything.
/// DS1415: a variable that the choice requires is not set.
void apply_choices(const std::vector<model::Substitution>& roles, Variables& variables,
                   Diagnostics& diagnostics);

}  // namespace devstack::load
