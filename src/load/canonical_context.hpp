// What the rewriting of short forms needs to know besides the value itself.
#pragma once

#include <string>

#include "devstack/base/diagnostic.hpp"

namespace devstack::load {

struct CanonicalContext {
  Diagnostics& diagnostics;
  /// Dotted path of the value that is being rewritten: "services.api.ports[0]".
  std::string path;
};

}  // namespace devstack::load
