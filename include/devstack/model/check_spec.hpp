// Checks that a stack declares beyond readiness: `devstack check`.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::model {

/// A TCP connection from inside the network of a service, or from the host.
struct ConnectivityCheck {
  std::string from;  ///< a service, or "host"
  std::string host;  ///< a service or another name that `from` can resolve
  std::uint16_t port = 0;
  bool refused = false;  ///< must fail: networks are apart
};

/// A command in a service's container; exit code 0 passes. Output words WARN: and SKIP: at the
/// start of a line turn the outcome into that, with the rest of the line as the reason.
struct ExecCheck {
  std::string service;
  std::vector<std::string> command;
  std::string expect_stdout;  ///< must occur; empty: not looked at
};

/// A request to a service, by its address inside the network.
struct HttpCheck {
  std::string service;
  HttpProbe request;
  std::string method = "GET";
  std::string body;  ///< sent as JSON
};

using CheckKind = std::variant<ConnectivityCheck, ExecCheck, HttpCheck>;

struct CheckSpec {
  std::string name;  ///< "api to db:5432" where the file gives none
  CheckKind kind;
  std::chrono::milliseconds within{10'000};
  bool only_real =
      false;  ///< `upstream: true`: skipped while a service it names is a mock or stand-in
  SourceSpan span;
};

/// One entry under `checks:`.
struct CheckGroup {
  std::string name;
  std::vector<CheckSpec> checks;
  SourceSpan span;
};

}  // namespace devstack::model
