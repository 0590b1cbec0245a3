// The dependency graph in a language that people or tools read.
#pragma once

#include <map>
#include <string>

#include "cli/parse/options.hpp"
#include "devstack/base/event.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// How a service is doing at this moment.
struct LiveState {
  ServiceState state = ServiceState::kWaiting;
  Implementation implementation = Implementation::kDeclared;
  std::string text;  ///< "ready", "not created"
};
using LiveStates = std::map<std::string, LiveState, std::less<>>;  ///< by service

/// `live`: shown as text and in JSON; the other languages draw what the file says.
[[nodiscard]] std::string graph_text(const model::Stack& stack, GraphArguments::Format format,
                                     const LiveStates& live = {});

}  // namespace devstack::cli
