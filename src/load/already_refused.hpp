// What was refused for its kind, or was misspelt, must not be called missing as well.
#pragma once

#include <initializer_list>
#include <string_view>

#include "devstack/base/diagnostic.hpp"

namespace devstack::load {

/// True when `found` has an error about one of `keys` of the mapping at `path` ("services.api"):
/// about its value, or about a key that most likely stands for it.
[[nodiscard]] bool already_refused(const Diagnostics& found, std::string_view path,
                                   std::initializer_list<std::string_view> keys);

}  // namespace devstack::load
