// The model as `config --no-interpolate` prints it: merged and in long forms as far as that goes
// without the values of variables, but neither cast nor decoded.
#pragma once

#include "load/normalize.hpp"

namespace devstack::load {

/// Long forms where Compose has them before it decodes, default names, networks and dependencies,
/// absolute paths. What cannot be read because of its variables stays as it is written.
void make_raw_model(Node& document, const NormalizeContext& context);

}  // namespace devstack::load
