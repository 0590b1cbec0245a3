// `process` of x-devstack: a service as a process on the host.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/host_process.hpp"
#include "load/normalize.hpp"

namespace devstack::load {

/// `process` is canonical; `path` names it in messages. Paths become absolute: below the stack's
/// folder, or with "~/" below HOME.
[[nodiscard]] model::HostProcess decode_process(const Node& process, const std::string& path,
                                                const NormalizeContext& context);

}  // namespace devstack::load
