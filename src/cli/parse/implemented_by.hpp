// How a service is implemented, read off a container's labels and what is known beside them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/event.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::cli {

struct ImplementedBy {
  Implementation implementation = Implementation::kDeclared;
  std::string reason;  ///< why not by the declared image; empty where it is
};
[[nodiscard]] ImplementedBy implemented_by(const engine::Labels& labels);
/// The same with what is known beside the labels. A job that has the mock's image uses it as a
/// client and pretends nothing. What keeps a process from running now is in `choices`, while the
/// label tells of the time when its container was made.
[[nodiscard]] ImplementedBy implemented_by(const engine::Labels& labels, const model::Stack& stack,
                                           const reconcile::ProcessChoices& choices);

/// The reason of a service's fallback, as it is now.
[[nodiscard]] std::string reason_now(std::string reason, const std::string& service,
                                     const reconcile::ProcessChoices& choices);

/// "container", "stand-in", "mock": for documents.
[[nodiscard]] std::string_view implementation_name(Implementation implementation);

}  // namespace devstack::cli
