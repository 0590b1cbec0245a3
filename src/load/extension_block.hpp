// What all `x-devstack` blocks have in common: the check against the tables, and the refusal of
// keys that a later version will carry out.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "load/shape.hpp"

namespace devstack::load {

/// The block checked and in canonical form. `later` are dotted keys that are refused with DS1411.
[[nodiscard]] Node prepare_block(Node block, const Shape& shape,
                                 std::span<const std::string_view> later, const std::string& path,
                                 Diagnostics& diagnostics);

/// Refuses an x-devstack block where this version knows none, such as on a volume (DS1411).
void refuse_extension(const Node& member, const std::string& path, Diagnostics& diagnostics);

}  // namespace devstack::load
