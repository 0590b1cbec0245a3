// Waits until a service is ready, by testing it from outside at a short adaptive interval, from the
// moment it starts; never by the engine's own slow schedule.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/io/http.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::probe {

/// One container to test. Addresses come from its inspection after the start.
struct Target {
  std::string service;
  std::string container_id;
  std::string address;  ///< container's own IP address; empty: not reachable from here
  /// Published ports by container port, the way in when the own address is not reachable.
  std::vector<engine::PublishedPort> published;
  /// Any known TCP port the service listens on: a cheap test before a dear exec; 0: none known.
  std::uint16_t cheap_port = 0;
  std::vector<std::uint16_t> more_cheap_ports;  ///< others; one of all that accepts is enough
  engine::Timestamp log_begins{};  ///< of this run, by the engine's clock; earlier is no evidence
  bool tty = false;
};

struct Attempt {
  Duration at{};  ///< since the wait began
  bool passed = false;
  std::string result;  ///< "503 {\"db\":\"warming\"}", "connection refused", "exit 2: no response"
};

enum class Outcome {
  kReady,
  kDeadline,   ///< `within` passed
  kExited,     ///< the container ended before it was ready
  kUnhealthy,  ///< the engine says so, with evidence newer than the start
};

struct Verdict {
  Outcome outcome = Outcome::kReady;
  std::size_t tries = 0;
  Duration took{};
  std::vector<Attempt> last;  ///< the last few, oldest first; equal neighbours are folded
  /// Unless ready: what the engine says of the container; empty when it is gone.
  std::optional<engine::ContainerDetails> container;
};

/// Called when an attempt's result differs from the one before, and at most every 250 ms else.
using ProgressSink = std::function<void(const Attempt&, std::size_t tries)>;

/// Tells how to reach things: one per command.
struct ProbeContext {
  engine::Client& client;
  io::Transport& transport;
  Clock& clock;
  /// Readiness may be tried from outside only if the engine's containers have addresses that this
  /// host reaches (Linux engine on this machine, not rootless, not Desktop).
  bool addresses_reachable = true;
};

/// Tests until ready, exited or `spec.within` has passed since the call, which follows the start.
/// Throws EngineUnavailable when the engine goes away.
[[nodiscard]] Task<Verdict> await_ready(ProbeContext context, Target target, model::ProbeSpec spec,
                                        ProgressSink progress);

/// One attempt now; for `health`.
[[nodiscard]] Task<Attempt> probe_once(ProbeContext context, Target target, model::ProbeSpec spec);

/// `since` of a log request, exact to the nanosecond: "1763700000.123456789". The engine's API
/// takes seconds there; RFC 3339 is only its command line's. Empty for the zero time.
[[nodiscard]] std::string log_since(engine::Timestamp time);

/// Where the log of a container's present run begins, or of its last one; zero: at the first line.
/// Its start is no good bound: engine 20.10 stamps a quick first line earlier than that.
[[nodiscard]] engine::Timestamp log_begin(const engine::ContainerDetails& container);

/// Interval before try `n` (1-based): 20 ms at first, growing to 1 s.
[[nodiscard]] Duration adaptive_interval(std::size_t n);

}  // namespace devstack::probe
