// `develop.watch` of the canonical document as rules.
#pragma once

#include <string>
#include <vector>

#include "devstack/load/loader.hpp"
#include "devstack/watch/changes.hpp"

namespace devstack::cli {

/// Of these services, or of all that are active. Rules that copy what a bind mount shows anyway are
/// left out, with a line in `notes`. Throws UsageError (DS1017) where no service has a rule, and
/// for a rebuild without `build:`.
[[nodiscard]] std::vector<watch::Rule> watch_rules(const load::Loaded& loaded,
                                                   const std::vector<std::string>& services,
                                                   std::vector<std::string>& notes);

/// With what the service's build context ignores, read by `files`.
[[nodiscard]] std::vector<watch::Matcher> watch_matchers(const std::vector<watch::Rule>& rules,
                                                         const model::Stack& stack,
                                                         const load::Files& files);

}  // namespace devstack::cli
