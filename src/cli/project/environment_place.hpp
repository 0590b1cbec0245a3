// Where a variable of a service's environment is written.
#pragma once

#include <string>

#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// Unknown when it comes from an env file, or is not there.
[[nodiscard]] SourceSpan environment_place(const load::Loaded& loaded, const std::string& service,
                                           const std::string& variable);

/// The same place in a copy of its file where the line shows no password.
[[nodiscard]] SourceSpan without_secrets(const SourceSpan& where);

}  // namespace devstack::cli
