// Which services of a stack are active: by Compose profiles, or by a profile file's choice.
#pragma once

#include "load/decode.hpp"

namespace devstack::load {

/// Two mappings by service name.
struct Selection {
  Node active;
  Node disabled;
};

/// `services` are canonical and normalised. A choice that names no service is DS1203.
[[nodiscard]] Selection select_services(Node services, const DecodeInput& input,
                                        Diagnostics& diagnostics);

}  // namespace devstack::load
