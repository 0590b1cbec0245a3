// Ids as people see them.
#pragma once

#include <string>

namespace devstack::cli {

/// The first twelve digits, which Docker's tools show and take.
[[nodiscard]] inline std::string short_id(const std::string& id) { return id.substr(0, 12); }

}  // namespace devstack::cli
