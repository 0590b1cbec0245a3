// The command line as plain values: what parsing yields and what commands take.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace devstack::cli {

enum class ColorChoice { kAuto, kAlways, kNever };
enum class ProgressChoice { kAuto, kTty, kPlain, kJson, kQuiet };
enum class Output { kTable, kJson };

/// Before the command.
struct GlobalOptions {
  std::vector<std::string> files, profiles, env_files;
  std::string stack_name, project_name, project_directory, host;
  std::vector<std::pair<std::string, std::string>> use;  ///< role and choice
  std::optional<int> port_offset;
  bool no_profile = false;
  ColorChoice color = ColorChoice::kAuto;
  ProgressChoice progress = ProgressChoice::kAuto;
  bool quiet = false, no_input = false;
  bool offline = false;  ///< nothing is pulled
  int verbosity = 0;
  std::chrono::seconds lock_timeout{60};
};

/// What `up` stays for; see follow_up.hpp.
struct FollowArguments {
  enum class Abort { kNever, kOnExit, kOnFailure };
  std::vector<std::string> attach, no_attach;
  bool attach_dependencies = false;
  bool timestamps = false, no_prefix = false, no_color = false;
  Abort abort = Abort::kNever;  ///< everything is stopped when a container ends
  std::string exit_code_from;   ///< service; empty: the one that ended first
  bool watch = false;
};

struct UpArguments {
  std::vector<std::string> services;
  bool build = false, force_recreate = false, no_recreate = false, no_deps = false;
  bool remove_orphans = false, keep_going = false, dry_run = false;
  bool no_wait = false, follow = false;
  bool no_build = false, quiet_build = false, quiet_pull = false;
  std::string pull;                    ///< "", always, missing, never, build
  std::vector<std::string> mocks;      ///< these run as mocks
  std::vector<std::string> run_again;  ///< jobs that run although their result holds
  std::map<std::string, int> scale;
  std::optional<std::chrono::seconds> stop_grace, wait_timeout;
  FollowArguments following;
};

struct WatchArguments {
  std::vector<std::string> services;
  bool no_up = false, prune = true, quiet = false;
};

struct DownArguments {
  std::vector<std::string> services;
  bool volumes = false, yes = false, no_snapshot = false;
  std::optional<std::chrono::seconds> stop_grace;
};

struct StopArguments {
  std::vector<std::string> services;
  std::optional<std::chrono::seconds> stop_grace;
};

struct StartArguments {
  std::vector<std::string> services;
};

struct RestartArguments {
  std::vector<std::string> services;
  bool no_deps = false;
  std::optional<std::chrono::seconds> stop_grace;
};

struct KillArguments {
  std::vector<std::string> services;
  std::string signal = "SIGKILL";
  bool remove_orphans = false;
};

struct PauseArguments {
  std::vector<std::string> services;
};

struct UnpauseArguments {
  std::vector<std::string> services;
};

struct RmArguments {
  std::vector<std::string> services;
  bool force = false, stop = false, volumes = false;
};

struct CreateArguments {
  UpArguments up;
};

struct ScaleArguments {
  std::vector<std::string> pairs;  ///< SERVICE=NUMBER
  bool no_deps = false;
};

struct PullArguments {
  std::vector<std::string> services;
  std::string policy;  ///< for all services; "": each one's own
  bool ignore_failures = false, dependencies = false, quiet = false;
  bool ignore_buildable = false;
};

struct PushArguments {
  std::vector<std::string> services;
  bool ignore_failures = false, dependencies = false, quiet = false;
};

struct BuildArguments {
  std::vector<std::string> services, build_args, ssh;
  std::string builder, provenance, sbom;
  std::optional<std::int64_t> memory_bytes;
  bool no_cache = false, pull = false, push = false, quiet = false, dependencies = false;
  bool check = false, print = false;
};

struct ResetArguments {
  std::vector<std::string> services;
  bool yes = false, no_start = false, no_snapshot = false;
  bool databases = false, models = false;
  std::optional<std::chrono::seconds> stop_grace;
};

struct SnapshotArguments {
  enum class Action { kSave, kList, kRestore, kRemove };
  Action action = Action::kList;
  std::string name;                   ///< of save: may be empty
  std::vector<std::string> services;  ///< of save
  bool yes = false;
  Output output = Output::kTable;
};

struct BackupArguments {
  std::vector<std::string> services;
  std::string file;  ///< empty: named after project and time, in this folder
};

struct RestoreArguments {
  std::string file;
  std::vector<std::string> services;
  bool yes = false, no_snapshot = false, from_other = false, force_version = false;
};

struct PsArguments {
  std::vector<std::string> services;
  bool all = false, ids_only = false, names_only = false;
  Output output = Output::kTable;
};

struct HealthArguments {
  std::vector<std::string> services;
  std::optional<std::chrono::milliseconds> wait;
  Output output = Output::kTable;
  std::string junit_file;
};

struct LogsArguments {
  std::vector<std::string> services;
  bool follow = false, timestamps = false, no_prefix = false, no_color = false;
  std::string tail = "all", since, until, grep;
  bool errors = false;                   ///< only lines that tell of errors
  std::string level;                     ///< this one and worse; empty: any
  std::vector<std::string> json_fields;  ///< of JSON lines only these
  bool pick = false;                     ///< ask on the terminal which services
  bool ndjson = false;                   ///< one object a line
  int index = 0;                         ///< only containers of this number; 0: all
};

struct ExecArguments {
  std::string service;
  std::vector<std::string> command, environment;
  std::string user, working_dir;
  bool no_tty = false, detach = false, privileged = false;
  int index = 0;  ///< 0: the first
};

struct RunArguments {
  std::string service;
  std::vector<std::string> command, environment, env_files, labels, volumes, publish;
  std::vector<std::string> cap_add, cap_drop;
  std::string entrypoint, user, working_dir, name;
  std::string pull;                      ///< "", always, missing, never
  std::optional<bool> tty, interactive;  ///< empty: as stdin and stdout are
  bool remove = false, detach = false, no_deps = false, build = false, quiet = false;
  bool service_ports = false, use_aliases = false, remove_orphans = false;
  bool quiet_pull = false, quiet_build = false;
};

struct AttachArguments {
  std::string service, detach_keys;
  bool no_stdin = false, sig_proxy = true;
  int index = 0;  ///< 0: the first
};

struct CpArguments {
  std::string source, destination;  ///< SERVICE:PATH, a path of this host, or "-"
  bool all = false, archive = false, follow_link = false;
  int index = 0;  ///< 0: the first, or every one where files go in
};

struct PortArguments {
  std::string service;
  int port = 0;   ///< in the container
  int index = 0;  ///< 0: the first
  std::string protocol = "tcp";
};

struct TopArguments {
  std::vector<std::string> services;
};

struct ImagesArguments {
  std::vector<std::string> services;
  bool ids_only = false;
  Output output = Output::kTable;
};

struct VolumesArguments {
  std::vector<std::string> services;
  bool names_only = false;
  Output output = Output::kTable;
};

struct NetworksArguments {
  std::vector<std::string> networks;  ///< keys or engine names; empty: all
  Output output = Output::kTable;
};

struct JobArguments {
  std::string action;  ///< ls or run
  std::vector<std::string> jobs;
  bool force = false;  ///< of run: although its result holds
  Output output = Output::kTable;
};

struct EventsArguments {
  std::vector<std::string> services;
  bool json = false;
  std::string since, until;
};

struct WaitArguments {
  enum class For { kStopped, kStarted, kHealthy };
  std::vector<std::string> services;
  For what = For::kStopped;
  bool down_project = false;
};

struct StatsArguments {
  std::vector<std::string> services;
  bool all = false, once = false, no_trunc = false;
  Output output = Output::kTable;
};

struct PlanArguments {
  std::vector<std::string> services, mocks;
  bool force_recreate = false, no_deps = false, remove_orphans = false, detailed_exit_code = false;
  Output output = Output::kTable;
};

struct ConfigArguments {
  std::vector<std::string> services;
  /// What of the model is printed instead of all of it.
  enum class List {
    kAll,
    kServices,
    kVolumes,
    kNetworks,
    kModels,
    kImages,
    kProfiles,
    kEnvironment,
    kVariables,
    kHash
  };
  List list = List::kAll;
  std::string hash_service;  ///< "*": all; several with commas between
  bool json = false, quiet = false, no_interpolate = false, no_consistency = false;
  bool no_normalize = false, no_path_resolution = false;
  bool no_env_resolution =
      false;                   ///< taken for Compose's sake: 2.40.3 reads env files all the same
  bool image_digests = false;  ///< asked for what only a registry knows
  std::string output_file;
  std::string why;       ///< path of the value that is asked about; empty: none
  bool summary = false;  ///< `validate`: one line instead of the document
};

struct EnvArguments {
  enum class Format { kShell, kDotenv, kJson };
  Format format = Format::kShell;
  std::string explain;  ///< name of the variable that is asked about; empty: none
};

struct TrustArguments {
  bool show = false, revoke = false;
  Output output = Output::kTable;
};

struct CheckArguments {
  std::vector<std::string> groups;  ///< empty: all but those that run only when named
  Output output = Output::kTable;
  std::string junit_file;
};

struct WhyArguments {
  std::string service;
  Output output = Output::kTable;
};

struct InitArguments {
  Output output = Output::kTable;
};

struct DoctorArguments {
  Output output = Output::kTable;
};

struct LsArguments {
  Output output = Output::kTable;
};

struct SubstitutionsArguments {
  std::string role;  ///< empty: all
  bool checklist = false;
  Output output = Output::kTable;
};

struct ProfilesArguments {
  Output output = Output::kTable;
};

struct GraphArguments {
  enum class Format { kAscii, kMermaid, kDot, kJson };
  Format format = Format::kAscii;
  bool live = false;  ///< with the state of what runs
};

struct CompletionArguments {
  std::string shell;
};

struct ExplainArguments {
  std::string code;
};

struct VersionArguments {
  bool number_only = false;
  Output output = Output::kTable;
};

using CommandArguments =
    std::variant<UpArguments, WatchArguments, DownArguments, StopArguments, StartArguments,
                 RestartArguments, KillArguments, PauseArguments, UnpauseArguments, RmArguments,
                 CreateArguments, ScaleArguments, PullArguments, PushArguments, BuildArguments,
                 ResetArguments, SnapshotArguments, BackupArguments, RestoreArguments, PsArguments,
                 HealthArguments, LogsArguments, ExecArguments, RunArguments, AttachArguments,
                 CpArguments, PortArguments, TopArguments, ImagesArguments, VolumesArguments,
                 NetworksArguments, JobArguments, EventsArguments, WaitArguments, StatsArguments,
                 PlanArguments, ConfigArguments, EnvArguments, TrustArguments, CheckArguments,
                 WhyArguments, InitArguments, DoctorArguments, LsArguments, ProfilesArguments,
                 SubstitutionsArguments, GraphArguments, CompletionArguments, ExplainArguments,
                 VersionArguments>;

struct Invocation {
  GlobalOptions global;
  CommandArguments command;
};

}  // namespace devstack::cli
