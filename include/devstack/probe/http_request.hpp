// One HTTP request to a service, with a method and a body: what a declared check asks.
#pragma once

#include <string>

#include "devstack/probe/prober.hpp"

namespace devstack::probe {

struct HttpCall {
  model::HttpProbe expect;  ///< where to, and what the answer must be
  std::string method = "GET";
  std::string body;  ///< sent as JSON; empty: none
};

/// Tries once, by the target's own address or its published port.
[[nodiscard]] Task<Attempt> request_once(ProbeContext context, Target target, HttpCall call,
                                         Duration timeout);

}  // namespace devstack::probe
