// `port_offset` of a profile and --port-offset: a second instance beside the first, on ports moved
// by a fixed distance.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/extension.hpp"
#include "load/override.hpp"

namespace devstack::load {

struct PortOffset {
  std::int64_t by = 0;
  std::vector<Located<std::string>> services;  ///< only theirs; empty: all
  SourceSpan span;                             ///< unknown for --port-offset

  [[nodiscard]] bool moves(const std::string& service) const;
};

/// Moves the published ports of a canonical service. DS1417: out of 1 to 65535. With `kSteps` the
/// positions remember the port before.
void move_ports(Node& service, const std::string& name, const PortOffset& offset, Record record,
                Diagnostics& diagnostics);

/// Moves what a host process listens on: its PORT, and the port of its test.
void move_process(model::HostProcess& process, const PortOffset& offset);

}  // namespace devstack::load
