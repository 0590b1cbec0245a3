// The Docker Engine API as functions. One method, one endpoint (or the few that belong together);
// facts per endpoint in docs/engine-api.md.
//
// Errors: EngineUnavailable when there is nobody to talk to; EngineError for an answer that the
// call does not expect. What a caller must expect (not found, already running, conflict) is in the
// return type. Thread: loop. Deadlines: by kind of call, see Timeouts.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/engine/credentials.hpp"
#include "devstack/engine/error.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/io/http.hpp"

namespace devstack::engine {

/// Longest wait for an answer's head, by kind of call.
struct Timeouts {
  Duration ping{5'000};
  Duration control{60'000};       ///< create, start, inspect, list, remove …
  Duration stop_margin{15'000};   ///< beyond the grace period
  Duration pull_silence{60'000};  ///< without one byte of progress
  Duration build_silence{600'000};
};

/// "unix:///var/run/docker.sock", "tcp://host:2375" or "/path": where the engine is. Throws
/// EngineUnavailable (DS2006) for what we cannot use (ssh://, TLS).
[[nodiscard]] io::Endpoint parse_host(std::string_view docker_host);

enum class StartResult { kStarted, kAlreadyRunning };
enum class RemoveResult { kRemoved, kNotFound };
enum class LogStream { kStdout, kStderr };

struct CreateResult {
  std::string id;  ///< empty: `conflict` or `missing_image` tells why
  std::vector<std::string> warnings;
  bool name_conflict = false;  ///< 409: the name is in use
  bool missing_image = false;  ///< 404: no such image
  std::string message;         ///< the engine's words for either
};

struct LogRequest {
  bool follow = false;
  bool timestamps = false;
  std::string since, until;  ///< RFC 3339 or seconds since 1970; empty: no bound
  std::string tail = "all";  ///< number of lines
};

struct ExecRequest {
  std::vector<std::string> command;
  std::vector<std::string> environment;  ///< "NAME=value"
  std::string user, working_dir;
  bool tty = false, attach_stdin = false, privileged = false, detach = false;
  std::string detach_keys;  ///< as in AttachRequest
};

struct AttachRequest {
  bool stdin_too = false;
  /// "ctrl-p,ctrl-q": typed into a terminal, they end the connection and not the process; empty:
  /// the engine's own.
  std::string detach_keys;
};

/// Takes the pieces of an answer as they come.
using ByteSink = std::function<void(std::string_view)>;
/// Gives the pieces of what is sent; an empty one is the end.
using ByteSource = std::function<Task<std::string>()>;

class Client {
 public:
  Client(io::Transport& transport, Clock& clock, io::Endpoint endpoint, Timeouts timeouts = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Pings and negotiates the API version: the lower of ours (1.51) and the engine's, at least
  /// 1.41. Must be the first call; once is enough, more do nothing.
  Task<void> connect();
  [[nodiscard]] ApiVersion api_version() const;
  [[nodiscard]] bool is_podman() const;
  /// How the engine calls itself: "Docker/28.5.2 (linux)"; may be empty.
  [[nodiscard]] const std::string& server() const;
  [[nodiscard]] const io::Endpoint& endpoint() const;

  Task<EngineInfo> info();
  /// Volumes with sizes and reference counts; slow on big engines.
  Task<std::vector<VolumeSummary>> volume_usage();

  // Containers (client_containers.cpp). `reference` is an id or an exact name.
  /// All states. `label_filters` are "key" or "key=value", all must hold.
  Task<std::vector<ContainerSummary>> list_containers(std::vector<std::string> label_filters);
  Task<std::optional<ContainerDetails>> inspect_container(std::string reference);
  /// The raw answer, for comparisons and `-o json`.
  Task<std::optional<Value>> inspect_container_raw(std::string reference);
  Task<CreateResult> create_container(std::string name, std::string platform, Value body);
  Task<StartResult> start_container(std::string id);
  /// Resumes when it has stopped: TERM (or its own signal), then KILL after `grace`.
  Task<void> stop_container(std::string id, std::chrono::seconds grace);
  Task<void> kill_container(std::string id, std::string signal);
  /// EngineError with status 409 for one that does not run, or is paused already.
  Task<void> pause_container(std::string id);
  Task<void> unpause_container(std::string id);
  Task<void> restart_container(std::string id, std::chrono::seconds grace);
  /// Force, without its anonymous volumes unless asked. Waits out a removal already in progress.
  enum class AnonymousVolumes { kKeep, kRemove };
  Task<RemoveResult> remove_container(std::string id, AnonymousVolumes volumes);
  Task<void> rename_container(std::string id, std::string name);
  /// Resumes with the exit code when the container is not running (any more).
  Task<int> wait_container(std::string id);
  /// Whole log text of the last lines, both streams in order; for failure reports.
  Task<std::string> log_tail(std::string id, int lines, std::string since);
  /// Calls `sink` with pieces of the log until its end; destroying the task ends a follow.
  using LogSink = std::function<void(LogStream, std::string_view)>;
  Task<void> stream_logs(std::string id, LogRequest request, LogSink sink);

  // A container's own terminal or pipes (client_attach.cpp)
  /// What it writes from now on; raw bytes if it has a TTY, else frames (stream_demux.hpp). With
  /// stdin an upgraded stream.
  Task<std::unique_ptr<io::HttpStream>> attach_container(std::string id, AttachRequest request);
  /// Nothing happens where it has just ended.
  Task<void> resize_container(std::string id, int columns, int rows);

  // Files of a container, which need not run, as uncompressed tar (client_archives.cpp).
  /// Extracts under `path`.
  Task<void> put_archive(std::string id, std::string path, std::string tar);
  /// Whose the extracted files are.
  enum class FileOwner { kAsPacked, kContainerUser };
  /// The same piece by piece, for tars that are too large for memory. kContainerUser: of the user
  /// that the container runs as, where it has one; else as packed.
  Task<void> write_archive(std::string id, std::string path, ByteSource source,
                           FileOwner owner = FileOwner::kAsPacked);
  /// What is at `path`; empty when there is nothing, or no such container.
  Task<std::optional<PathStat>> stat_path(std::string id, std::string path);
  /// A tar of what is at `path`. EngineError also when the answer breaks off.
  Task<void> read_archive(std::string id, std::string path, ByteSink sink);

  // What runs in a container and what it uses (client_stats.cpp); empty when it does not run.
  Task<std::optional<ProcessTable>> container_processes(std::string id);
  /// One sample, at once. Rates are the difference of two.
  Task<std::optional<ContainerStats>> container_stats(std::string id);

  // Exec (client_exec.cpp)
  /// Runs a command to its end, or for at most `limit`.
  Task<ExecResult> exec(std::string id, ExecRequest request, Duration limit);
  /// For `devstack exec`: an upgraded stream and the exec's id.
  struct ExecSession {
    std::string id;
    std::unique_ptr<io::HttpStream> stream;
  };
  Task<ExecSession> exec_attach(std::string container, ExecRequest request);
  Task<void> exec_resize(std::string exec_id, int columns, int rows);
  Task<std::optional<int>> exec_exit_code(std::string exec_id);

  // Images (client_images.cpp)
  Task<std::optional<ImageDetails>> inspect_image(std::string reference);
  using ProgressSink = std::function<void(const ProgressMessage&)>;
  /// Empty on success, else the reason in the engine's (or registry's) words.
  Task<std::optional<std::string>> pull_image(std::string reference, std::string platform,
                                              std::optional<RegistryAuth> auth, ProgressSink sink);
  /// The tag of `reference` to its registry; same result. Engines want some credentials, be they
  /// empty.
  Task<std::optional<std::string>> push_image(std::string reference,
                                              std::optional<RegistryAuth> auth, ProgressSink sink);
  Task<void> tag_image(std::string source, std::string target);
  /// Makes an image of a root file system; `changes` are Dockerfile instructions.
  Task<void> import_image(std::string reference, std::string tar, std::vector<std::string> changes);
  Task<void> load_image(std::string tar);
  struct BuildRequest {
    ByteSource context_tar;  ///< the context; none: the engine fetches `remote`
    std::string remote;      ///< address of a context
    std::string dockerfile;  ///< inside the context
    std::vector<std::string> tags;
    std::vector<std::pair<std::string, std::string>> args, labels;
    std::string target, network, platform, isolation;
    std::vector<std::string> cache_from;
    std::vector<std::string> extra_hosts;  ///< "host:address"
    Value ulimits;                         ///< a list of {Name, Soft, Hard}, or null
    std::optional<std::int64_t> shm_size, memory_bytes;
    bool no_cache = false, pull = false;
    std::optional<Value> registry_config;  ///< for base images in private registries
  };
  /// Empty on success, else the error of the build. The engine's classic builder.
  Task<std::optional<std::string>> build_image(BuildRequest request, ProgressSink sink);
  Task<RemoveResult> remove_image(std::string reference);

  // Networks and volumes (client_networks.cpp, client_network_details.cpp, client_volumes.cpp)
  Task<std::vector<NetworkSummary>> list_networks(std::vector<std::string> label_filters);
  Task<std::optional<NetworkSummary>> inspect_network(std::string reference);
  /// All networks of the engine by name, without members.
  Task<std::vector<NetworkDetails>> list_network_details();
  /// One network with its members; empty when there is none.
  Task<std::optional<NetworkDetails>> inspect_network_details(std::string reference);
  /// The new network's id; empty when one of that name exists.
  Task<std::optional<std::string>> create_network(Value body);
  Task<void> connect_network(std::string network_id, Value body);
  /// Also from one that is gone, by its name. Fine where the container is not in it.
  Task<void> disconnect_network(std::string network, std::string container_id);
  /// kNotFound is fine; "has active endpoints" is an EngineError with status 403.
  Task<RemoveResult> remove_network(std::string id);
  Task<std::vector<VolumeSummary>> list_volumes(std::vector<std::string> label_filters);
  Task<std::optional<VolumeSummary>> inspect_volume(std::string name);
  /// Idempotent in the engine, which ignores differing options: inspect afterwards.
  Task<void> create_volume(Value body);
  Task<RemoveResult> remove_volume(std::string name);
  /// Containers of any project and state that mount the volume.
  Task<std::vector<ContainerSummary>> list_volume_users(std::string volume);

  // Events (client_events.cpp)
  /// Calls `sink` for each event from now on (or from `since`, engine's clock); ends only with an
  /// error. `subscribed` is set once the engine has accepted the subscription.
  using EventSink = std::function<void(const EngineEvent&)>;
  Task<void> stream_events(std::vector<std::string> label_filters,
                           std::optional<std::chrono::nanoseconds> since, Event* subscribed,
                           EventSink sink);
  /// The same of containers and only these actions ("die"): others wake nobody.
  Task<void> stream_container_events(std::vector<std::string> label_filters,
                                     std::vector<std::string> actions, Event* subscribed,
                                     EventSink sink);

  /// Times as in LogRequest. Ends when `until` is reached, at once where that has passed.
  Task<void> events_between(std::vector<std::string> label_filters, std::string since,
                            std::string until, EventSink sink);

  struct Connection;  ///< for engine's own files

 private:
  std::unique_ptr<Connection> connection_;
};

}  // namespace devstack::engine
