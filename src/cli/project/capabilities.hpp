// What a stack asks for that reaches beyond its own containers: what somebody should look at before
// trusting it. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

struct Capability {
  /// host command, privileged, docker socket, bind outside, host namespace, published to all
  std::string kind;
  std::string service;
  std::string text;  ///< the command, the path, the port
  SourceSpan where;
};

/// Of all services, those of inactive profiles as well; host commands first.
[[nodiscard]] std::vector<Capability> capabilities_of(const model::Stack& stack);

}  // namespace devstack::cli
