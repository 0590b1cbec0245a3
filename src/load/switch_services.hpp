// What the choices of roles do to the services: theirs are on, those of the others off.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "devstack/model/substitution.hpp"

namespace devstack::load {

struct SwitchedServices {
  std::set<std::string> on, off;
};

/// `selected` is what profiles select without roles. A role counts where one of its services is
/// selected, where somebody made its choice (--use, a profile's `use`), and where a variable chose
/// and the default has nothing to run. A service of a choice that is taken is never off.
[[nodiscard]] SwitchedServices switched_services(const std::vector<model::Substitution>& roles,
                                                 const std::set<std::string>& selected);

/// True if somebody made the role's choice: --use or a profile.
[[nodiscard]] bool is_made(const model::Substitution& role);

}  // namespace devstack::load
