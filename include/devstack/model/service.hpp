// One service, typed, after interpolation, merging and validation: what the planner compares and
// what becomes a container. Field names are Compose's. Sizes are bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/build.hpp"
#include "devstack/model/extension.hpp"
#include "devstack/model/probe_spec.hpp"

namespace devstack::model {

enum class Condition { kStarted, kHealthy, kCompletedSuccessfully };
/// "service_healthy" and so on.
[[nodiscard]] std::string_view to_string(Condition condition);

struct Dependency {
  std::string service;
  Condition condition = Condition::kStarted;
  bool required = true;
  bool restart = false;
  SourceSpan span;
};

struct Healthcheck {
  std::vector<std::string> test;  ///< {"CMD", …}, {"CMD-SHELL", line} or {"NONE"}; empty: inherit
  std::optional<std::chrono::nanoseconds> interval, timeout, start_period, start_interval;
  std::optional<std::int64_t> retries;
  SourceSpan span;
};

struct Port {
  std::uint16_t target = 0;
  std::string published;  ///< "", "8080" or a range "8000-8010"
  std::string host_ip;    ///< empty: all addresses
  std::string protocol = "tcp";
  SourceSpan span;
};

enum class MountType { kBind, kVolume, kTmpfs, kImage, kNpipe, kCluster };

struct Mount {
  MountType type = MountType::kVolume;
  std::string source;  ///< absolute path, key of `volumes:`, image; empty: anonymous volume
  std::string target;
  bool read_only = false;
  /// The block of its kind's own options (`bind:` of a bind, …) is there, be it empty.
  bool has_options = false;
  std::string consistency;
  std::string bind_propagation;
  std::string bind_selinux;
  std::string bind_recursive;
  bool bind_create_host_path = false;  ///< said by `bind:`; without that block the engine makes it
  bool volume_nocopy = false;
  std::string volume_subpath;
  StringMap volume_labels;
  std::string image_subpath;
  std::optional<std::int64_t> tmpfs_size;
  std::optional<std::uint32_t> tmpfs_mode;
  SourceSpan span;
};

struct NetworkAttachment {
  std::string network;  ///< key of `networks:`
  std::vector<std::string> aliases;
  std::string ipv4_address, ipv6_address, mac_address, interface_name;
  std::vector<std::string> link_local_ips;
  std::int64_t priority = 0;
  std::int64_t gw_priority = 0;
  StringMap driver_opts;
  bool has_options = false;  ///< not just named
  SourceSpan span{};
};

struct Device {
  std::string source, target, permissions;
};

/// Shares and limits of block devices; weights from 10 to 1000, rates in bytes or operations a
/// second.
struct Blkio {
  struct Device {
    std::string path;
    std::int64_t value = 0;
  };
  std::optional<std::int64_t> weight;
  std::vector<Device> weight_device, device_read_bps, device_read_iops, device_write_bps,
      device_write_iops;
};

/// A command that runs in the container after its start (`post_start`) or before its stop
/// (`pre_stop`).
struct Hook {
  std::vector<std::string> command;
  std::string user, working_dir;
  bool privileged = false;
  std::vector<std::string> environment;  ///< "NAME=value", or "NAME" without value
  SourceSpan span;
};

/// `gpus` and deploy.resources.reservations.devices.
struct DeviceRequest {
  std::string driver;
  std::int64_t count = 0;  ///< -1: all
  std::vector<std::string> device_ids;
  std::vector<std::string> capabilities;
  StringMap options;
};

/// A stretch of hashed text, and the service whose first container's id follows; none after the
/// last.
struct HashedPiece {
  std::string text, service;
};

struct Service {
  std::string name;
  SourceSpan span;  ///< of its key under `services:`

  std::string image;              ///< as written; for a build without image, built_image_name()
  bool image_is_derived = false;  ///< `image` is not written: the name that its build gets
  SourceSpan image_span;
  std::optional<Build> build;
  std::string pull_policy;  ///< "", always, never, missing, build, daily, weekly, every_…
  std::string platform;
  std::string container_name;  ///< empty: derived
  std::int64_t scale = 1;

  std::optional<std::vector<std::string>> command, entrypoint;
  std::string working_dir, user, hostname, domainname, mac_address;
  bool tty = false, stdin_open = false;
  std::optional<bool> init;
  std::string stop_signal;
  std::optional<std::chrono::nanoseconds> stop_grace_period;
  std::string restart;  ///< "", no, always, on-failure[:N], unless-stopped

  /// Resolved (env_file, then environment). A null value is a name without value: the engine then
  /// takes the variable away that the image may set.
  std::map<std::string, std::optional<std::string>, std::less<>> environment;
  StringMap labels, annotations;

  std::vector<Port> ports;
  std::vector<std::string> expose;
  std::vector<NetworkAttachment> networks;
  std::string network_mode;  ///< "", none, host, bridge, service:X, container:X
  std::vector<std::string> dns, dns_opt, dns_search, extra_hosts, links, external_links;

  std::vector<Mount> volumes;
  std::vector<std::string> volumes_from, tmpfs;
  std::vector<FileReference> configs, secrets;
  StringMap storage_opt;
  std::optional<std::int64_t> shm_size;
  bool read_only = false;

  std::optional<double> cpus, cpu_percent;
  std::optional<std::int64_t> cpu_count, cpu_shares, cpu_period, cpu_quota, cpu_rt_period,
      cpu_rt_runtime;
  std::string cpuset;
  std::optional<std::int64_t> mem_limit, mem_reservation, memswap_limit, mem_swappiness, pids_limit,
      oom_score_adj;
  bool oom_kill_disable = false;
  std::map<std::string, Ulimit, std::less<>> ulimits;
  std::vector<Device> devices;
  std::vector<DeviceRequest> device_requests;
  std::vector<std::string> device_cgroup_rules;
  std::optional<Blkio> blkio;
  std::string cgroup_parent, cgroup;

  std::vector<std::string> cap_add, cap_drop, security_opt, group_add;
  bool privileged = false;
  StringMap sysctls;
  std::string userns_mode, pid, ipc, uts, runtime, isolation;

  std::string logging_driver;
  StringMap logging_options;

  std::optional<Healthcheck> healthcheck;
  std::vector<Dependency> depends_on;  ///< explicit and implied (links, service: namespaces, …)
  std::vector<std::string> profiles;   ///< Compose profiles
  bool attach = true;
  bool use_api_socket = false;  ///< the engine's socket and the user's registry logins, inside
  std::vector<Hook> post_start, pre_stop;

  Extension extension;      ///< its x-devstack block
  std::string config_hash;  ///< Compose's hash of the canonical service
  /// Only where a container's label has another hash, since Compose puts ids of containers in place
  /// of the services that `network_mode`, `ipc`, `pid` and `volumes_from` name: that text.
  std::vector<HashedPiece> hashed_pieces;
  /// Canonical fields and a hash of each: what drift is explained with. "environment.LEVEL" and
  /// "command" are typical keys; the value is a salted hash, never the value itself.
  StringMap field_hashes;
  /// The values of those that are short and no secrets, as JSON writes them; strings unquoted.
  StringMap field_texts;
  /// Where each canonical field was written, by the same keys.
  std::map<std::string, SourceSpan, std::less<>> field_spans;

  /// A job by declaration, or because somebody waits for its successful completion.
  bool is_job = false;
};

}  // namespace devstack::model
