// Answers of the Engine API, cut down to the fields that we use. Every field may be missing in some
// engine's answer: then it keeps its default.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::engine {

using Labels = std::map<std::string, std::string, std::less<>>;
using Timestamp = std::chrono::system_clock::time_point;

/// "1.51"; compared by number, component by component.
struct ApiVersion {
  int major = 1;
  int minor = 41;
  [[nodiscard]] std::string to_string() const;
  friend auto operator<=>(const ApiVersion&, const ApiVersion&) = default;
};

struct EngineInfo {
  std::string id;  ///< stable for one engine's data root
  std::string name, version, operating_system, architecture, storage_driver;
  std::int64_t cpus = 0;
  std::int64_t memory_bytes = 0;
  std::vector<std::string> security_options, warnings;
  Timestamp system_time{};
  std::string docker_root;
};

struct PublishedPort {
  std::uint16_t container_port = 0;
  std::string protocol = "tcp";
  std::string host_ip;
  std::uint16_t host_port = 0;  ///< 0: exposed, not published
};

/// One row of the container list.
struct ContainerSummary {
  std::string id, name, image, image_id;
  std::string state;   ///< created, running, paused, restarting, removing, exited, dead
  std::string status;  ///< "Up 2 minutes (healthy)"
  Labels labels;
  std::vector<PublishedPort> ports;
  std::map<std::string, std::string> network_addresses;  ///< network name to IPv4 address
  std::map<std::string, std::string> network_ids;        ///< network name to id
  Timestamp created{};
};

/// Value of a label; empty when it is not there.
[[nodiscard]] std::string label(const Labels& labels, std::string_view name);
[[nodiscard]] std::string label(const ContainerSummary& container, std::string_view name);

struct HealthLogEntry {
  Timestamp start{}, end{};
  int exit_code = 0;
  std::string output;
};

struct MountPoint {
  std::string type, name, source, destination;
  bool writable = true;
};

struct ContainerDetails {
  std::string id, name, image, image_id;
  std::string status;  ///< as ContainerSummary::state
  bool running = false, oom_killed = false, tty = false;
  int exit_code = 0;
  int pid = 0;  ///< of its first process, in the engine host's pid namespace; 0: not running
  std::string error;
  std::optional<Timestamp> started_at, finished_at;
  std::int64_t restart_count = 0;
  Labels labels;
  std::optional<std::string> health_status;  ///< starting, healthy, unhealthy
  std::vector<HealthLogEntry> health_log;
  std::vector<std::string> health_test;  ///< effective: image's or container's
  std::chrono::nanoseconds health_interval{0}, health_timeout{0}, health_start_period{0};
  std::int64_t health_retries = 0;
  std::vector<PublishedPort> ports;
  std::map<std::string, std::string> network_addresses;  ///< network name to IPv4 address
  std::map<std::string, std::string> network_ids;
  std::vector<MountPoint> mounts;
  std::vector<std::string> environment;
  std::string network_mode, restart_policy;
};

struct ImageDetails {
  std::string id, architecture, os, variant;
  std::string created, last_tag_time;  ///< RFC 3339; the latter is of this engine, may be empty
  std::vector<std::string> repo_tags, repo_digests;
  Labels labels;
  std::vector<std::string> exposed_ports;  ///< "5432/tcp"
  std::vector<std::string> volumes;        ///< declared mount points
  std::vector<std::string> health_test;
  std::chrono::nanoseconds health_interval{0}, health_timeout{0}, health_start_period{0};
  std::int64_t health_retries = 0;
  std::int64_t size_bytes = 0;
};

struct NetworkSummary {
  std::string id, name, driver;
  Labels labels;
  std::vector<std::string> container_ids;  ///< only from inspect
};

/// What only few commands need of a network: address ranges and members.
struct NetworkDetails {
  struct Member {
    std::string container_id, name;
    std::string ipv4, ipv6;  ///< with the prefix length, as the engine writes them
  };
  std::string id, name, driver, scope;
  bool internal = false;
  Labels labels;
  std::vector<std::string> subnets, gateways;
  std::vector<Member> members;  ///< by name; only from inspect_network_details
};

struct VolumeSummary {
  std::string name, driver, mountpoint, scope;
  Labels labels;
  std::string created_at;                  ///< as the engine writes it: a volume's generation
  std::optional<std::int64_t> size_bytes;  ///< only from disk_usage
  std::optional<std::int64_t> reference_count;
};

/// One message of /events.
struct EngineEvent {
  std::string type;    ///< container, network, volume, image
  std::string action;  ///< start, die, health_status, oom, destroy …
  std::string actor_id;
  Labels attributes;
  std::optional<int> exit_code;      ///< of `die`
  std::string health_status;         ///< of `health_status`, for Docker and Podman alike
  std::chrono::nanoseconds time{0};  ///< engine's clock, since 1970
};

/// One message of a pull or a build.
struct ProgressMessage {
  std::string id;                       ///< layer
  std::string status;                   ///< "Downloading", or a build's output line
  std::int64_t current = 0, total = 0;  ///< bytes
};

/// `ps` of a container, by the engine's host: a title for each column, a row for each process.
struct ProcessTable {
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;
};

/// What a container has used up to one moment; counters begin with its start.
struct ContainerStats {
  std::chrono::nanoseconds cpu_time{0};     ///< of its processes, all CPUs together
  std::chrono::nanoseconds system_time{0};  ///< of the whole engine host, all CPUs together
  std::int64_t cpus = 0;
  std::int64_t memory_bytes = 0;  ///< without the file cache that the kernel may drop
  std::int64_t memory_limit_bytes = 0;
  std::int64_t received_bytes = 0, sent_bytes = 0;
  std::int64_t read_bytes = 0, written_bytes = 0;
  std::int64_t processes = 0;
};

/// A file, folder or link in a container.
struct PathStat {
  enum class Kind { kFile, kFolder, kLink, kOther };
  std::string name;
  Kind kind = Kind::kFile;
  std::string link_target;  ///< of a link: absolute, as the engine resolves it
  std::int64_t size = 0;
};

struct ExecResult {
  std::optional<int> exit_code;  ///< empty: it did not end in time, or vanished
  std::string output;            ///< stdout and stderr, in order of arrival, the first 16 KiB
};

}  // namespace devstack::engine
