// Keys of `build:` that a builder cannot do: they are refused with their place, never left out in
// silence. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/model/service.hpp"
#include "devstack/reconcile/executor.hpp"

namespace devstack::reconcile {

enum class Builder { kClassic, kBuildx };

struct UnsupportedKey {
  std::string key;  ///< "secrets"
  SourceSpan where;
};
/// In the order of their names; empty when the builder can do all that is asked for.
[[nodiscard]] std::vector<UnsupportedKey> unsupported_keys(const model::Build& build,
                                                           Builder builder);
/// DS3123, exit code 2, with each key on a line of its own.
[[nodiscard]] StepFailed build_unsupported(const model::Service& service,
                                           const std::vector<UnsupportedKey>& keys,
                                           Builder builder);

}  // namespace devstack::reconcile
