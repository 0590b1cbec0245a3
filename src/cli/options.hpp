// The command line as plain values: what parsing yields and what commands take.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
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
  bool no_profile = false;
  ColorChoice color = ColorChoice::kAuto;
  ProgressChoice progress = ProgressChoice::kAuto;
  bool quiet = false, no_input = false;
  int verbosity = 0;
  std::chrono::seconds lock_timeout{60};
};

struct UpArguments {
  std::vector<std::string> services;
  bool build = false, force_recreate = false, no_recreate = false, no_deps = false;
  bool remove_orphans = false, keep_going = false, offline = false, dry_run = false;
  bool no_wait = false, follow = false;
  std::string pull;  ///< "", always, missing, never
  std::map<std::string, int> scale;
  std::optional<std::chrono::seconds> stop_grace, wait_timeout;
};

struct DownArguments {
  std::vector<std::string> services;
  bool volumes = false, yes = false;
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
  std::string policy;  ///< "", missing, always
  bool ignore_failures = false, dependencies = false, quiet = false;
};

struct ResetArguments {
  std::vector<std::string> services;
  bool yes = false, no_start = false;
  std::optional<std::chrono::seconds> stop_grace;
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
};

struct ExecArguments {
  std::string service;
  std::vector<std::string> command, environment;
  std::string user, working_dir;
  bool no_tty = false, detach = false, privileged = false;
  int index = 0;  ///< 0: the first
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
  std::vector<std::string> services;
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
  std::string why;  ///< path of the value that is asked about; empty: none
};

struct EnvArguments {
  enum class Format { kShell, kDotenv, kJson };
  Format format = Format::kShell;
  std::string explain;  ///< name of the variable that is asked about; empty: none
};

struct DoctorArguments {
  Output output = Output::kTable;
};

struct LsArguments {
  Output output = Output::kTable;
};

struct ProfilesArguments {
  Output output = Output::kTable;
};

struct GraphArguments {
  enum class Format { kAscii, kMermaid, kDot, kJson };
  Format format = Format::kAscii;
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
    std::variant<UpArguments, DownArguments, StopArguments, StartArguments, RestartArguments,
                 KillArguments, PauseArguments, UnpauseArguments, RmArguments, CreateArguments,
                 ScaleArguments, PullArguments, ResetArguments, PsArguments, HealthArguments,
                 LogsArguments, ExecArguments, PortArguments, TopArguments, ImagesArguments,
                 VolumesArguments, EventsArguments, WaitArguments, StatsArguments, PlanArguments,
                 ConfigArguments, EnvArguments, DoctorArguments, LsArguments, ProfilesArguments,
                 GraphArguments, CompletionArguments, ExplainArguments, VersionArguments>;

struct Invocation {
  GlobalOptions global;
  CommandArguments command;
};

}  // namespace devstack::cli
