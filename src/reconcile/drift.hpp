// Why an existing container no longer is what the stack file asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

/// A reason to do something, in words, and where it was written.
struct Cause {
  std::string text;
  SourceSpan where;
};

/// "command changed, env.LEVEL added": what differs between two maps of field hashes; empty:
/// nothing.
[[nodiscard]] std::string changed_fields_text(const model::StringMap& before,
                                              const model::StringMap& after);

/// Compares configuration hash, contents of configs and secrets, and image: what only another
/// container mends. Empty: nothing differs.
[[nodiscard]] std::optional<Cause> find_drift(const model::Stack& stack, const Observed& observed,
                                              const model::Service& service,
                                              const ObservedContainer& container);

/// A network that the service names and the container is not in.
struct LostNetwork {
  std::string key;
  Cause cause;
  bool namesake_gone = false;  ///< it is bound to one of the same name that is gone
};

/// None for a job that does not run: its end does not depend on networks.
[[nodiscard]] std::vector<LostNetwork> lost_networks(const model::Stack& stack,
                                                     const Observed& observed,
                                                     const model::Service& service,
                                                     const ObservedContainer& container);

}  // namespace devstack::reconcile
