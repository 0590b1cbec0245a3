// The pure heart: desired and observed state in, plan out. No clock, no engine, no files.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::reconcile {

enum class Recreate { kOnDrift, kAlways, kNever };

/// What `build` adds to what the services say.
struct BuildOptions {
  std::vector<std::pair<std::string, std::string>> args;
  std::vector<std::string> ssh;
  std::string builder, provenance, sbom;
  std::optional<std::int64_t> memory_bytes;
  bool no_cache = false, pull = false, push = false;
  bool check = false;  ///< look at the Dockerfile, build nothing
};

struct UpOptions {
  std::vector<std::string> services;  ///< empty: all; their required dependencies come along
  Recreate recreate = Recreate::kOnDrift;
  bool dependencies = true;  ///< false: --no-deps
  bool remove_orphans = false;
  bool wait = true;         ///< false: --no-wait
  bool build = false;       ///< --build: whatever has a build, although its image is there
  bool no_build = false;    ///< --no-build
  std::string pull_policy;  ///< --pull: for all services; empty: each one's own
  bool offline = false;
  bool quiet_build = false, quiet_pull = false;
  BuildOptions image_build;
  /// Services whose image has been got by plan_refresh's steps.
  std::set<std::string, std::less<>> refreshed;
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

/// What `run` needs before its container may start: as plan_up does, what `one_off.service`
/// requires (nothing without `options.dependencies`); then images, networks and volumes of the
/// service, and last its container, which nothing starts. The service is used as `stack` has it,
/// container_name included; its replicas are left alone.
[[nodiscard]] Plan plan_one_off(const model::Stack& stack, const Observed& observed,
                                const UpOptions& options, const std::string& service,
                                const OneOff& one_off);

/// The images that existing containers were made from and that are to be pulled or built anew:
/// --build, --pull, and pull_policy always, build, daily …. To be carried out before plan_up, which
/// then sees whether an image has become another one. Of fallbacks and mocks there are none.
[[nodiscard]] Plan plan_refresh(const model::Stack& stack, const Observed& observed,
                                const UpOptions& options);

struct PullOptions {
  std::vector<std::string> services;  ///< empty: all
  bool dependencies = false;          ///< what these require, too
  std::string policy;                 ///< for all services; empty: each one's own
  bool ignore_buildable = false;      ///< not those with a build
};

/// One step for each image, of the first service that uses it; as Docker Compose chooses. `skipped`
/// tells of services without a step why. The runner needs UpOptions::pull_policy "always" and
/// no_build.
[[nodiscard]] Plan plan_pull(const model::Stack& stack, const Observed& observed,
                             const PullOptions& options);

struct BuildSelection {
  std::vector<std::string> services;  ///< empty: all with a build
  bool dependencies = false;          ///< what these require, too
  bool push = false;                  ///< each image once it is built
};

/// A step for each service with a build, after those whose images it takes files from.
[[nodiscard]] Plan plan_build(const model::Stack& stack, const BuildSelection& selection);

/// A step for each tag of each service with a build and an `image`; `skipped` tells of the others.
[[nodiscard]] Plan plan_push(const model::Stack& stack, const BuildSelection& selection);

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
