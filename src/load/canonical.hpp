// Brings a checked document into the one form that everything after it reads.
#pragma once

#include <string>

#include "devstack/base/diagnostic.hpp"
#include "load/shape.hpp"

namespace devstack::load {

/// Long forms for short ones, typed scalars, members in Compose's order (free keys and "x-" keys
/// sorted). Precondition: check_shape has been over it.
void canonicalise(Node& node, const Shape& shape, const std::string& path,
                  Diagnostics& diagnostics);

/// Restores the order of members, all the way down, after some were added to a canonical tree.
void canonical_order(Node& node, const Shape& shape);

/// Takes out what Compose does not print: empty values and what only loading needed. Adds the
/// members that its JSON always has.
void prune(Node& node, const Shape& shape);

/// The pruned document as Compose's JSON has it: without the "x-" keys below the top.
[[nodiscard]] Node json_view(const Node& node, const Shape& shape);
/// The pruned document as Compose's YAML has it: without members that say nothing, free keys in the
/// order of go-yaml, which compares numbers inside keys by value.
[[nodiscard]] Node yaml_view(const Node& node, const Shape& shape);

/// A document without known keys: all members by name, or in the order of go-yaml.
[[nodiscard]] Node sorted_by_name(Node node);
[[nodiscard]] Node yaml_ordered(Node node);

}  // namespace devstack::load
