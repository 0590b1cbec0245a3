// What exists: a snapshot of the engine (and the state folder) taken once, before planning.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devstack/engine/client.hpp"
#include "devstack/host/process_control.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::reconcile {

/// Whose an engine object is. A name alone never makes it ours (docs/ownership.md).
enum class Ownership { kOurs, kForeign };

struct ObservedContainer {
  std::string id, name, service;
  std::size_t number = 1;
  std::string state;  ///< running, exited, created …
  std::string config_hash;
  std::string image_id;
  /// Set while a recreation is unfinished (this one has its temporary name): id of the container to
  /// replace, only its first 12 digits when that is gone; else empty.
  std::string replaces;
  bool one_off = false;
  engine::Labels labels;
  std::vector<engine::PublishedPort> ports;
  std::map<std::string, std::string> network_addresses, network_ids;
  /// Only where planning needs it: exited, drifted, or to be compared with the readiness record.
  std::optional<engine::ContainerDetails> details;
};

struct ObservedNetwork {
  std::string id, name, key, config_hash;
  Ownership ownership = Ownership::kOurs;
};

struct ObservedVolume {
  /// `created_at`: RFC 3339; a volume's generation.
  std::string name, key, config_hash, created_at;
  Ownership ownership = Ownership::kOurs;
};

struct ObservedImage {
  std::string id;
  std::vector<std::string> health_test;
  std::vector<std::string> volumes;
  std::chrono::nanoseconds health_interval{0}, health_timeout{0}, health_start_period{0};
  std::int64_t health_retries = 0;
  std::optional<engine::Timestamp> tagged_at;  ///< when this engine gave it its tag
};

/// A process on the host that a supervisor has, or had.
struct ObservedProcess {
  host::ProcessRecord record;
  host::ProcessCondition condition = host::ProcessCondition::kEnded;
};
using ObservedProcesses = std::map<std::string, ObservedProcess, std::less<>>;

struct Observed {
  engine::ApiVersion api{1, 51};                      ///< what we speak with this engine
  SystemTime now{};                                   ///< when it was looked at
  std::vector<ObservedContainer> containers;          ///< of this project and owner
  std::vector<ObservedContainer> foreign_containers;  ///< same project name, another folder
  std::map<std::string, ObservedNetwork> networks;    ///< by engine name
  /// Further ones of ours under a name that stands in `networks`.
  std::vector<ObservedNetwork> twin_networks;
  std::map<std::string, ObservedVolume> volumes;               ///< by engine name
  std::map<std::string, std::optional<ObservedImage>> images;  ///< by reference; empty: not there
  host::StateStore::Record readiness;  ///< "<container id>" to "<started at>": proven ready
  host::StateStore::Record jobs;       ///< service to fingerprint of its last success
  /// Fingerprints that jobs would have now (inputs hashed): service to fingerprint.
  std::map<std::string, std::string> job_inputs;
  /// What configs and secrets hold now: service to "configs.app" to a hash.
  std::map<std::string, model::StringMap> contents;
  ObservedProcesses processes;     ///< by service, of any that the folder's records or markers name
  ProcessChoices process_choices;  ///< empty unless a HostView was given
};

/// A container with Compose's project label is this folder's, or of a folder that is gone.
[[nodiscard]] bool belongs_to(const model::Stack& stack, const engine::Labels& labels);

struct ObserveRequest {
  /// Inspect images of services that may have to be created.
  enum class Images { kNeeded, kNone };
  Images images = Images::kNeeded;
  /// Their images are looked at in any case.
  std::set<std::string, std::less<>> refreshed{};
  /// Given, the choice between processes and containers is made.
  const HostView* host = nullptr;
  /// kLists: no inspections and no `job_inputs`. Enough for what only stops and removes.
  enum class Depth { kWhole, kLists };
  Depth depth = Depth::kWhole;
};

/// Lists containers, networks and volumes of the project side by side; inspects only where
/// something may differ. Throws Error DS2106 (exit 6) when the project's name belongs to another
/// folder that still exists.
[[nodiscard]] Task<Observed> observe(engine::Client& client, const model::Stack& stack,
                                     host::StateStore& state, ObserveRequest request);

/// The readiness record's value for a container: its start, in RFC 3339.
[[nodiscard]] std::string readiness_proof(const engine::ContainerDetails& details);
/// The same for a container without a readiness test that ended with 0 while `up` watched: it is
/// done, not stopped.
[[nodiscard]] std::string ended_proof(const engine::ContainerDetails& details);
/// Running, proven ready since this start, and the engine does not say otherwise.
[[nodiscard]] bool is_proven_ready(const Observed& observed, const ObservedContainer& container);

/// The project's processes: those on record, and what is left of lost ones (found by their marker,
/// only where the stack has processes at all).
[[nodiscard]] ObservedProcesses observe_processes(const model::Stack& stack,
                                                  const host::StateStore& state);
/// True if the service is to run, or runs, as a process of this host.
[[nodiscard]] bool runs_as_process(const Observed& observed, const std::string& service);
/// The readiness record's key and value for a process.
[[nodiscard]] std::string process_readiness_key(const std::string& service);
[[nodiscard]] std::string process_readiness_proof(const host::ProcessRecord& record);

/// What a job's success holds for: its configuration, the contents of its inputs, the age of the
/// volumes of all that it depends on and, after a blank, for a job that runs `always`, the starts
/// of its services. `volumes` are the existing ones, by engine name.
[[nodiscard]] std::string job_fingerprint(const model::Stack& stack, const model::Service& job,
                                          const std::map<std::string, ObservedVolume>& volumes,
                                          const std::vector<ObservedContainer>& containers);
/// The same for now: to be recorded after a success, since the run may have made the volumes.
[[nodiscard]] Task<std::string> current_job_fingerprint(engine::Client& client,
                                                        const model::Stack& stack,
                                                        std::string service);

}  // namespace devstack::reconcile
