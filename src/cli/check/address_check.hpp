// Connection strings that cannot work: a name or port that does not exist where they are used.
// Containers see services by name and container port, programs on this host see localhost and
// published ports. Pure.
#pragma once

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// Warnings (DS1215), with the position of the variable, about `environment` of active services and
/// about x-devstack.exports. What cannot be known is not judged: ports of images that nobody knows,
/// names with a dot, services on external networks.
void check_addresses(const load::Loaded& loaded, Diagnostics& diagnostics);

}  // namespace devstack::cli
