// The lists that `config` prints in place of the document.
#pragma once

#include <string>

#include "cli/parse/options.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// What to load for a list: each needs less to be right than the whole document does.
void relax_for_list(load::LoadRequest& request, const ConfigArguments& arguments);

/// One name a line, in the order of the alphabet; a table for the variables.
[[nodiscard]] std::string config_list(const load::Loaded& loaded, const ConfigArguments& arguments);

/// The document with only the named services and what they require.
[[nodiscard]] load::Node narrowed(const load::Loaded& loaded,
                                  const std::vector<std::string>& services);

}  // namespace devstack::cli
