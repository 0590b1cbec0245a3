// `env --explain NAME`: who sets a variable, who would, and what uses it.
#pragma once

#include <string>

#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// Throws UsageError, with near names, when nothing sets or uses `name`. Secrets are masked.
[[nodiscard]] std::string variable_text(const load::Loaded& loaded, const std::string& name);
/// The same as JSON, "schema": "devstack.env.explain/1".
[[nodiscard]] std::string variable_json(const load::Loaded& loaded, const std::string& name);

}  // namespace devstack::cli
