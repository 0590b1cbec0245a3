// Hints for names that are not there, in files where thousands of names may be wrong.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/diagnostic.hpp"

namespace devstack::load {

/// did_you_mean() for a finding that is about to be added to `diagnostics`. Empty once findings are
/// only counted: to look through all names for each of them would take the square of their number.
[[nodiscard]] std::string typo_hint(const Diagnostics& diagnostics, std::string_view name,
                                    const std::function<std::vector<std::string>()>& known);

}  // namespace devstack::load
