// The supervisor of one host process: `devstack __supervise`, detached from whoever started it. It
// starts the command, keeps its log, starts it again after a failure, and takes it and all its
// descendants down when asked (docs/host-processes.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/restart_rule.hpp"

namespace devstack::host {

/// What a supervisor is told, on its stdin: an environment has no place in arguments or files.
struct Supervised {
  std::string service;
  std::string state_directory;  ///< StateStore::directory()
  std::string marker;           ///< of this start; see kProcessMarker
  std::vector<std::string> argv;
  std::string working_dir;
  std::map<std::string, std::string, std::less<>> environment;  ///< all of it, without the marker
  std::string log;                                              ///< absolute path
  RestartRule restart = RestartRule::kOnFailure;
  std::map<std::string, std::string, std::less<>> fields;  ///< ProcessRecord::fields
};

/// As JSON. `decode` is empty for anything else.
[[nodiscard]] std::string encode(const Supervised& supervised);
[[nodiscard]] std::optional<Supervised> decode_supervised(std::string_view json);

/// The hidden command: reads the order from stdin, leaves a detached supervisor behind, and returns
/// once the command runs. The exit status: 0, or 1 with the reason on stderr.
[[nodiscard]] int run_supervise_command();

}  // namespace devstack::host
