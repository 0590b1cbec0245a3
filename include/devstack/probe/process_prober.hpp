// Waits until a process of this host is ready: http and tcp at 127.0.0.1, a command of the host, a
// line of its log. Its end ends the wait at once.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "devstack/host/process_launcher.hpp"
#include "devstack/probe/prober.hpp"

namespace devstack::probe {

struct ProcessTarget {
  std::string service;
  std::string log;              ///< absolute path
  std::uint64_t log_begin = 0;  ///< what lies before it in the log is of an earlier start
  std::string working_dir;      ///< of exec probes
  std::map<std::string, std::string, std::less<>> environment;
};

struct ProcessProbeContext {
  ProbeContext base;
  host::ProcessLauncher& launcher;
};

/// How the process is doing: empty while the start that is being waited for still runs, else how it
/// ended ("exit code 1").
using ProcessWatch = std::function<std::optional<std::string>()>;

struct ProcessVerdict {
  Outcome outcome = Outcome::kReady;
  std::size_t tries = 0;
  Duration took{};
  std::vector<Attempt> last;
  std::string ending;  ///< of kExited
};

[[nodiscard]] Task<ProcessVerdict> await_process(ProcessProbeContext context, ProcessTarget target,
                                                 model::ProbeSpec spec, ProcessWatch watch,
                                                 ProgressSink progress);

/// One attempt now; for `health`.
[[nodiscard]] Task<Attempt> probe_process_once(ProcessProbeContext context, ProcessTarget target,
                                               model::ProbeSpec spec);

}  // namespace devstack::probe
