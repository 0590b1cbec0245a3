// What a `reset` is about: which volumes go, and which services have to stop for it. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/parse/options.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {

struct ResetScope {
  std::vector<reconcile::ObservedVolume> volumes;
  /// Containers of these go with the volumes; empty: of all. One empty name: of none.
  std::vector<std::string> services;
};

/// All, those of services, of databases and caches (--databases), of declared models (--models).
/// With a role only what mounts the volumes is stopped: others wait until it is back.
[[nodiscard]] ResetScope reset_scope(const model::Stack& stack, const reconcile::Observed& observed,
                                     const ResetArguments& arguments);

}  // namespace devstack::cli
