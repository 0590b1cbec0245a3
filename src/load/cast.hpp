// Scalars in their canonical form: "0o644" is a mode, "1g" a number of bytes, yes a boolean.
#pragma once

#include <string>

#include "load/canonical_context.hpp"
#include "load/shape.hpp"

namespace devstack::load {

/// Rewrites a scalar as `cast` asks. What cannot be read so is reported (DS1202, durations DS1208,
/// sizes DS1209) and becomes null.
void cast_scalar(Node& node, Cast cast, CanonicalContext& context);

/// A scalar as Go's fmt.Sprint writes its value: 1.0 is "1", 0x10 is "16".
[[nodiscard]] std::string scalar_text(const Node& node);

/// True for a whole number that only an unsigned type of 64 bits holds: its `text` are its digits.
[[nodiscard]] bool is_large_integer(const Node& node);

/// A number as Go's JSON writes it: 0.5, 1e+21.
[[nodiscard]] std::string json_float_text(double value);
/// A number as Go's fmt and YAML write it: 0.5, 1e+06.
[[nodiscard]] std::string go_float_text(double value);

}  // namespace devstack::load
