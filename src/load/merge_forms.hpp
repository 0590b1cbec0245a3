// Short forms brought into the long ones that can be merged key by key.
#pragma once

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// ["A=1", "B"] becomes {A: "1", B: null}; a mapping stays.
[[nodiscard]] Node key_values_to_mapping(Node node);
/// ["a", "b"] becomes {a: null, b: null}; a mapping stays.
[[nodiscard]] Node names_to_mapping(Node node);
/// The same for depends_on, with the condition and `required` that its short form means.
[[nodiscard]] Node depends_on_to_mapping(Node node);
/// "./api" becomes {context: ./api}; a mapping stays.
[[nodiscard]] Node build_to_mapping(Node node);
/// "all" becomes the list that it stands for; anything else stays.
[[nodiscard]] Node gpus_to_sequence(Node node);
/// A scalar becomes a list of one; {a: 1} becomes ["a=1"]; a list stays.
[[nodiscard]] Node to_sequence(Node node);

}  // namespace devstack::load
