// What a stack means beyond what it says: default names and networks, absolute paths, dependencies
// that other keys imply.
#pragma once

#include <string>

#include "load/decode.hpp"

namespace devstack::load {

/// What normalising asks of the load; the references outlive the call.
struct NormalizeContext {
  const std::string& project;
  const std::string& directory;
  const Environment& environment;
  const Variables* origins;  ///< null: provenance is not recorded
  Diagnostics& diagnostics;
  LoadPhases phases;
};

/// What "~" stands for in a path; empty when HOME is not set.
[[nodiscard]] std::string home_of(const Environment& environment);

/// One service, canonical.
void normalize_service(Node& service, const NormalizeContext& context);
/// `build`, canonical: of a service, or of its x-devstack block.
void normalize_build(Node& build, const NormalizeContext& context);
/// The sections beside `services:`, canonical: names, the default network, paths.
void normalize_resources(Node& document, const NormalizeContext& context);

}  // namespace devstack::load
