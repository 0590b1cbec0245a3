// The pure heart: desired and observed state in, plan out. No clock, no engine, no files.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::reconcile {

enum class Recreate { kOnDrift, kAlways, kNever };

struct UpOptions {
  std::vector<std::string> services;  ///< empty: all; their required dependencies come along
  Recreate recreate = Recreate::kOnDrift;
  bool dependencies = true;  ///< false: --no-deps
  bool remove_orphans = false;
  bool wait = true;  ///< false: --no-wait
  bool build = false, pull = false;
  bool offline = false;
  std::vector<std::string> mocks;                  ///< --mock: these run as mocks
  std::vector<std::string> run_again;              ///< jobs that run although their result holds
  std::optional<std::chrono::seconds> stop_grace;  ///< -t
};

/// Converge to the stack. Throws Error for what can be refused before anything is done
/// (service_healthy on a service without any test: DS3101).
[[nodiscard]] Plan plan_up(const model::Stack& stack, const Observed& observed,
                           const UpOptions& options);

struct DownOptions {
  std::vector<std::string> services;  ///< empty: the whole project, all profiles, orphans too
  bool remove_containers = true;      ///< false: only stop
  bool remove_networks = true;
  /// Engine names of the volumes to delete; chosen and confirmed by the caller.
  std::vector<std::string> volumes;
  std::optional<std::chrono::seconds> stop_grace;
};

/// Stop and remove in reverse order of dependencies; branches that do not depend go side by side.
[[nodiscard]] Plan plan_down(const model::Stack& stack, const Observed& observed,
                             const DownOptions& options);

/// The part of plan_up that makes containers: nothing is started, and a container that is replaced
/// leaves one that has not been started.
[[nodiscard]] Plan plan_create(const model::Stack& stack, const Observed& observed,
                               const UpOptions& options);

struct PullOptions {
  enum class Which { kMissing, kAll };
  std::vector<std::string> services;  ///< empty: all
  bool dependencies = false;          ///< what these require, too
  std::optional<Which> which;         ///< empty: as each service's pull_policy says, else all
};

/// One step for each image, of the first service that uses it; images that are built are left out.
/// The runner needs UpOptions::pull for images that are there.
[[nodiscard]] Plan plan_pull(const model::Stack& stack, const Observed& observed,
                             const PullOptions& options);

struct StopOptions {
  std::vector<std::string> services;  ///< empty: all that the file knows, of every profile
  std::optional<std::chrono::seconds> grace;
};

/// Stop what runs, dependents first; nothing is removed. Containers of services that the file does
/// not know go on running and are named in a notice.
[[nodiscard]] Plan plan_stop(const model::Stack& stack, const Observed& observed,
                             const StopOptions& options);

struct RemoveOptions {
  enum class Running { kKeep, kStop };
  enum class AnonymousVolumes { kKeep, kRemove };
  std::vector<std::string> services;  ///< empty: all that the file knows, of every profile
  Running running = Running::kKeep;
  AnonymousVolumes anonymous_volumes = AnonymousVolumes::kKeep;
};

/// Remove containers that do not run, or all of them after they were stopped, dependents first.
[[nodiscard]] Plan plan_remove(const model::Stack& stack, const Observed& observed,
                               const RemoveOptions& options);

/// Start the containers that exist and do not run, gated as in `up`; none is made. Finished jobs
/// stay finished unless they are named. Of `options` only services, dependencies and wait count.
/// Throws Error DS3114 for a service, named or required, that has no container, and for a job that
/// would have to run with another configuration than its container's.
[[nodiscard]] Plan plan_start(const model::Stack& stack, const Observed& observed,
                              const UpOptions& options);

/// The same for all that is named, running or not, for dependents whose `depends_on` says
/// `restart: true`, and for those that use a restarted container's namespaces; the latter two not
/// without `options.dependencies`. Each is stopped when its own turn has come.
[[nodiscard]] Plan plan_restart(const model::Stack& stack, const Observed& observed,
                                const UpOptions& options);

/// How a service's readiness is decided: x-devstack.ready, healthcheck of the file, of the image,
/// else "running". `image` may be null when it is not known.
[[nodiscard]] model::ProbeSpec effective_probe(const model::Service& service,
                                               const ObservedImage* image);

/// Published host ports that services about to start will bind.
struct WantedPort {
  std::string service;
  std::string host_ip;
  std::uint16_t port = 0;
  std::string protocol;
  SourceSpan where;
  std::string project_id;  ///< of the stack: its own container of this service is no obstacle
};
[[nodiscard]] std::vector<WantedPort> wanted_ports(const model::Stack& stack,
                                                   const Observed& observed, const Plan& plan);

/// Declared, owned, non-external volumes of the project that exist: what `reset` and `down -v` may
/// delete; of `services` only if that is not empty.
[[nodiscard]] std::vector<ObservedVolume> removable_volumes(
    const model::Stack& stack, const Observed& observed, const std::vector<std::string>& services);

}  // namespace devstack::reconcile
