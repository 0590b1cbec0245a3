// A process on the host or the container of the file: which of the two a service is, and why. The
// choice is made before planning, from facts that were gathered once.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "devstack/host/host_facts.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::reconcile {

/// Whether this project may run commands on the host (docs/trust.md).
enum class HostTrust {
  kTrusted,
  kUnknown,  ///< nobody has looked at it
  kChanged,  ///< it has changed since somebody has
};

/// What the caller knows of the host's side of a project.
struct HostView {
  std::map<std::string, std::string, std::less<>> environment;  ///< the user's
  HostTrust trust = HostTrust::kUnknown;
  bool local_engine = true;  ///< containers reach a process of this host
};

/// Service to the reason why its container runs in place of its process; empty text: the process
/// runs. Services without `process:` are not in it.
using ProcessChoices = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] host::FactQuery fact_query(const model::Stack& stack, const HostView& view);
[[nodiscard]] ProcessChoices choose_processes(const model::Stack& stack,
                                              const host::HostFacts& facts, const HostView& view);

/// The first need that is not met, in one line ("gpu: needs 8 GiB, none found"); empty: all are.
[[nodiscard]] std::string unmet_need(const model::Stack& stack, const model::HostProcess& process,
                                     const host::HostFacts& facts, const HostView& view);

/// What a process is started as: field to a hash of its value, "environment.LEVEL" and "command"
/// among them. What is different from the record's has changed since the start.
[[nodiscard]] std::map<std::string, std::string, std::less<>> process_fields(
    const model::Stack& stack, const model::Service& service);

/// The published port that the process listens on, its PORT; 0 where the file publishes none, or
/// only ranges.
[[nodiscard]] std::uint16_t process_port(const model::Service& service);

/// How its readiness is decided: `process.ready`, else "it runs".
[[nodiscard]] model::ProbeSpec process_probe(const model::Service& service);

}  // namespace devstack::reconcile
