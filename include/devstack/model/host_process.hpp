// A service as a process on the host: x-devstack.process. Where its needs are not met, or the
// project is not trusted, the service's container runs instead.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/restart_rule.hpp"
#include "devstack/base/source.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::model {

/// What the host must have before the process is worth starting (`requires`).
struct HostNeeds {
  struct Gpu {
    std::int64_t memory = 0;  ///< bytes that one GPU must have; 0: any GPU
  };
  std::optional<Gpu> gpu;
  std::optional<std::int64_t> memory;  ///< bytes of the host
  std::vector<std::string> files;      ///< absolute paths; globs
  std::vector<std::string> commands;   ///< found in PATH
  /// Name to the value it must have; "!value": must not have; "": must be set.
  std::map<std::string, std::string, std::less<>> environment;
};

struct HostProcess {
  /// Words; a line of the file is {"/bin/sh", "-c", line}.
  std::vector<std::string> command;
  std::string working_dir;  ///< absolute; the stack's folder without `cwd`
  /// Added to the user's environment and the stack's exports, and stronger than both.
  std::map<std::string, std::string, std::less<>> environment;
  std::string log;                 ///< absolute path of the log file; empty: in the state folder
  HostNeeds needs;                 ///< `requires`
  std::optional<ProbeSpec> ready;  ///< http, tcp (on 127.0.0.1), exec (on the host) or log
  RestartRule restart = RestartRule::kOnFailure;
  SourceSpan span;
};

}  // namespace devstack::model
