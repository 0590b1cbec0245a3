// One try of one probe: what the kinds of probes have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/io/http.hpp"
#include "devstack/probe/prober.hpp"

namespace devstack::probe {

/// What a try costs the engine; it decides how soon the next may follow.
enum class Cost {
  kNone,
  kCommand,  ///< a process in the container, no exec
  kExec,
};

/// What one try found. `result` is one short line.
struct Finding {
  bool passed = false;
  std::string result;
  Cost cost = Cost::kExec;
};

/// First 120 bytes of the text on one line, cut at a character's boundary.
[[nodiscard]] std::string short_line(std::string_view text);

/// The ways to a port of the container from here, best first: its own address, then where it is
/// published. Empty when there is none.
[[nodiscard]] std::vector<io::Endpoint> ways_to(const ProbeContext& context, const Target& target,
                                                std::uint16_t port);

/// "port 8080 is neither reachable from this host nor published"
[[nodiscard]] Finding no_way_to(std::uint16_t port);

class ExecPacer;
class ProbeShell;

[[nodiscard]] Task<Finding> try_http(ProbeContext context, const Target& target,
                                     const model::HttpProbe& probe, Duration timeout);
[[nodiscard]] Task<Finding> try_tcp(ProbeContext context, const Target& target,
                                    const model::TcpProbe& probe, Duration timeout);
/// `shell` may be null; it runs this probe's `exec_command`.
[[nodiscard]] Task<Finding> try_exec(ProbeContext context, const Target& target,
                                     const model::ExecProbe& probe, Duration timeout,
                                     ExecPacer& pacer, ProbeShell* shell);
/// The command line of an exec probe, of a healthcheck's forms too.
[[nodiscard]] std::vector<std::string> exec_command(const model::ExecProbe& probe);
/// What the log holds now.
[[nodiscard]] Task<Finding> try_log(ProbeContext context, const Target& target,
                                    const model::LogProbe& probe, Duration timeout);
[[nodiscard]] Task<Finding> try_running(ProbeContext context, const Target& target);

}  // namespace devstack::probe
