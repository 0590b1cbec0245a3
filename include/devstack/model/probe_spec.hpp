// What decides that a service is ready, as data. Precedence (docs/readiness.md): x-devstack.ready,
// then the file's healthcheck, then the image's HEALTHCHECK, then "the process runs".
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "devstack/base/source.hpp"

namespace devstack::model {

struct HttpProbe {
  std::uint16_t port = 80;  ///< inside the container
  std::string path = "/";
  std::string scheme = "http";
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<int> expect_status;  ///< empty: any of 200 to 399
  /// Top-level (or dotted) members that the JSON answer must have, each compared as text.
  std::vector<std::pair<std::string, std::string>> expect_json;
  std::string expect_body;  ///< must occur in the body; empty: not looked at
};

struct TcpProbe {
  std::uint16_t port = 0;  ///< inside the container
};

/// Runs inside the container; exit code 0 passes.
struct ExecProbe {
  std::vector<std::string> command;
  std::string expect_stdout;  ///< must occur in the output; empty: not looked at
};

/// Passes when a line of the container's log, written after its start, matches (ECMAScript regex).
struct LogProbe {
  std::string pattern;
};

/// The container's process runs; nothing else is known of it.
struct RunningProbe {};

using ProbeKind = std::variant<RunningProbe, ExecProbe, HttpProbe, TcpProbe, LogProbe>;

enum class ProbeOrigin { kNone, kReady, kHealthcheck, kImage };

struct ProbeSpec {
  ProbeKind kind;
  ProbeOrigin origin = ProbeOrigin::kNone;
  std::chrono::milliseconds within{60'000};        ///< deadline, from the container's start
  std::optional<std::chrono::milliseconds> every;  ///< fixed interval; empty: adaptive from 20 ms
  std::chrono::milliseconds timeout{5'000};        ///< of one attempt
  SourceSpan span;                                 ///< where it is declared
};

/// "exec pg_isready -U app", "http :8080/health", "tcp :5432", "log /ready/", "running".
[[nodiscard]] std::string describe(const ProbeKind& kind);

}  // namespace devstack::model
