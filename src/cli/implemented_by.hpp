// How a service is implemented, read off a container's labels. Pure.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/event.hpp"
#include "devstack/engine/types.hpp"

namespace devstack::cli {

struct ImplementedBy {
  Implementation implementation = Implementation::kDeclared;
  std::string reason;  ///< why not by the declared image; empty where it is
};
[[nodiscard]] ImplementedBy implemented_by(const engine::Labels& labels);

/// "container", "stand-in", "mock": for documents.
[[nodiscard]] std::string_view implementation_name(Implementation implementation);

}  // namespace devstack::cli
