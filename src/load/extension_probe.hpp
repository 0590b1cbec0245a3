// `ready` of x-devstack: which test, and how long it may take.
#pragma once

#include <optional>
#include <string>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/probe_spec.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

/// `ready` is canonical. Without `within` the deadline is the longer of 60 s and what the
/// healthcheck allows itself: start_period + retries × (interval + timeout). Empty, with DS1412,
/// when there is not exactly one test.
[[nodiscard]] std::optional<model::ProbeSpec> decode_probe(
    const Node& ready, const std::optional<model::Healthcheck>& healthcheck,
    const std::string& path, Diagnostics& diagnostics);

}  // namespace devstack::load
