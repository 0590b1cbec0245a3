// What will be done: steps with exactly one outside effect each, why, and what each waits for.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/base/source.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::reconcile {

using StepId = std::size_t;  ///< index in Plan::steps

// Actions. Each names services and engine objects; the runner looks the rest up in the Stack.
struct EnsureImage {
  std::string service;
};
/// Builds it in any case, be it there or not.
struct BuildImage {
  std::string service;
};
struct PushImage {
  std::string service, image;
};
struct CreateNetwork {
  std::string key;
};
struct RemoveNetwork {
  std::string id, name;
};
/// Puts a container that exists into a network where it should be.
struct ConnectNetwork {
  enum class Before { kNothing, kLeave };  ///< kLeave: the network's namesake, which is gone
  std::string service;
  std::size_t number = 1;
  std::string id;   ///< of the container
  std::string key;  ///< of the network
  Before before = Before::kNothing;
};
struct CreateVolume {
  std::string key;
};
struct RemoveVolume {
  std::string name;
};
/// A container that is no replica of its service (`devstack run`).
struct OneOff {
  std::string slug;          ///< 64 hexadecimal digits, of no other container
  bool aliases = false;      ///< known by the service's names in its networks
  bool auto_remove = false;  ///< by the engine, once it has ended
  bool stdin_open = false;   ///< its stdin is there to be attached
};
struct CreateContainer {
  std::string service;
  std::size_t number = 1;
  std::string replaces;             ///< id of the old container; made under a temporary name then
  std::optional<OneOff> one_off{};  ///< with it, `number` is 0
};
struct RenameContainer {
  std::string service;
  std::size_t number = 1;
  std::string id;  ///< empty: the one created by this plan
};
struct StartContainer {
  std::string service;
  std::size_t number = 1;
};
struct StopContainer {
  std::string service, id;
  std::chrono::seconds grace{10};
};
struct RemoveContainer {
  std::string service, id;
  bool anonymous_volumes = false;
};
/// On this host, under a supervisor of its own.
struct StartProcess {
  std::string service;
};
struct StopProcess {
  enum class Fate { kKeep, kForget };  ///< of its record
  std::string service;
  std::chrono::seconds grace{10};
  Fate fate = Fate::kForget;
};
/// Waits for readiness of a process of this host.
struct AwaitProcess {
  std::string service;
};
/// Waits for readiness, or for a job's successful end.
struct AwaitReady {
  std::string service;
  std::size_t number = 1;
};
struct AwaitJob {
  std::string service;
};

using Action = std::variant<EnsureImage, BuildImage, PushImage, CreateNetwork, RemoveNetwork,
                            ConnectNetwork, CreateVolume, RemoveVolume, CreateContainer,
                            RenameContainer, StartContainer, StopContainer, RemoveContainer,
                            AwaitReady, AwaitJob, StartProcess, StopProcess, AwaitProcess>;

struct Step {
  Action action;
  std::string cause;          ///< "no container exists", "environment.LEVEL changed"
  SourceSpan where;           ///< of the cause, if it has a place in a file
  std::vector<StepId> after;  ///< must have succeeded
  /// Must have ended, well or not: dependencies with `required: false`.
  std::vector<StepId> after_end{};
  /// Index in Plan::gates: all steps of that gate must have succeeded as well.
  std::optional<std::size_t> gate{};
  bool optional = false;  ///< of an optional service: its failure fails and stops nothing else
};

/// Steps that many others wait for together, kept once: the end of a declared tier, or of all
/// removals. It keeps a plan linear where n steps wait for m others.
struct Gate {
  std::string name;  ///< "tier databases"
  std::vector<StepId> steps;
};

struct Plan {
  /// Topologically ordered: `after`, `after_end` and the steps of `gate` point backwards only.
  std::vector<Step> steps;
  std::vector<Gate> gates;
  /// Services that need nothing: ready, or jobs whose result holds.
  std::vector<std::string> up_to_date;
  /// Jobs that have nothing to work on, and why: "db is a mock".
  std::vector<std::pair<std::string, std::string>> skipped;
  /// Services whose container runs in place of their process, and why.
  std::vector<std::pair<std::string, std::string>> fallbacks;
  std::vector<std::string> notices;  ///< orphans and the like, for the user
  /// False if nothing but waiting is planned.
  [[nodiscard]] bool changes_anything() const;
};

/// Verb and object of a step: "create container shop-db-1".
[[nodiscard]] std::string describe(const Action& action);
/// The service an action is about; empty for networks and volumes.
[[nodiscard]] std::string service_of(const Action& action);

/// Golden text: one line a step, "[1,2] #3 create container db-1: no container exists", then what
/// is up to date and the notices. Numbers are StepId + 1; `after_end` is shown as "1?", a gate by
/// its name; a known position follows in brackets.
[[nodiscard]] std::string to_string(const Plan& plan);

}  // namespace devstack::reconcile
