// Networks, volumes, configs and secrets of a normalised document as the model's typed ones.
#pragma once

#include "load/decode.hpp"

namespace devstack::load {

[[nodiscard]] model::Network decode_network(const Entry& entry);
[[nodiscard]] model::Volume decode_volume(const Entry& entry);
/// Of a config or secret; a value from an environment variable is looked up.
[[nodiscard]] model::FileSource decode_file_source(const Entry& entry,
                                                   const Environment& environment);

}  // namespace devstack::load
