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

struct PlanArguments {
  std::vector<std::string> services;
  bool force_recreate = false, no_deps = false, remove_orphans = false, detailed_exit_code = false;
  Output output = Output::kTable;
};

struct ConfigArguments {
  std::vector<std::string> services;
  /// What of the model is printed instead of all of it.
  enum class List { kAll, kServices, kVolumes, kNetworks, kImages, kProfiles, kEnvironment, kHash };
  List list = List::kAll;
  std::string hash_service;  ///< "*": all
  bool json = false, quiet = false, no_interpolate = false, no_consistency = false;
  std::string output_file;
};

struct EnvArguments {
  enum class Format { kShell, kDotenv, kJson };
  Format format = Format::kShell;
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
    std::variant<UpArguments, DownArguments, ResetArguments, PsArguments, HealthArguments,
                 LogsArguments, ExecArguments, PlanArguments, ConfigArguments, EnvArguments,
                 DoctorArguments, LsArguments, ProfilesArguments, GraphArguments,
                 CompletionArguments, ExplainArguments, VersionArguments>;

struct Invocation {
  GlobalOptions global;
  CommandArguments command;
};

}  // namespace devstack::cli
