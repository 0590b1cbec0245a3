// Compares what was written with the tables of the language.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "load/shape.hpp"

namespace devstack::load {

/// The codes under which a check reports.
struct CheckCodes {
  std::string_view unknown_key;
  std::string_view wrong_value;
};
inline constexpr CheckCodes kComposeCodes{"DS1201", "DS1202"};
inline constexpr CheckCodes kExtensionCodes{"DS1410", "DS1412"};

/// Reports unknown keys and values of the wrong kind and takes them out of the tree, so that what
/// comes after sees only what the tables promise. `path` names the node in messages; empty for the
/// document.
void check_shape(Node& node, const Shape& shape, const std::string& path, const CheckCodes& codes,
                 Diagnostics& diagnostics);

/// "a list or a mapping", "a whole number", "a size such as 64m": what a key takes, for messages.
[[nodiscard]] std::string describe_allowed(const Shape& shape);

}  // namespace devstack::load
