// The order in which go-yaml writes the keys of a map.
#pragma once

#include <string_view>

namespace devstack::load {

/// Letters come after everything else, runs of digits compare as numbers ("a2" before "a10").
[[nodiscard]] bool yaml_key_less(std::string_view left, std::string_view right);

}  // namespace devstack::load
