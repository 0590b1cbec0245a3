// Exceptions that end a command, and the exit code that each means. Expected failures (a probe that
// does not pass, a step that fails) are values, not exceptions.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/diagnostic.hpp"

namespace devstack {

/// The program's exit status; the table is part of the user's contract (docs/exit-codes.md).
enum class ExitCode : int {
  kOk = 0,
  kFailed = 1,          ///< a service or job failed
  kUsage = 2,           ///< command line or configuration
  kNothingRuns = 3,     ///< nothing of the project runs
  kNotReady = 4,        ///< some service is not ready, or stopped
  kDeadline = 5,        ///< the whole command's deadline, or an engine call's
  kConflict = 6,        ///< port, name or resource conflict; the project's lock is held
  kEngine = 7,          ///< engine unreachable, or it refused
  kPlanHasChanges = 8,  ///< `plan --detailed-exitcode`
  kBug = 70,
  kHangup = 129,
  kInterrupted = 130,
  kTerminated = 143,
};

/// The command is over. `what()` is one sentence; the rest says why and what to do about it.
class Error : public std::runtime_error {
 public:
  Error(ExitCode exit_code, std::string code, const std::string& message, std::string hint = {})
      : std::runtime_error(message),
        exit_code_(exit_code),
        code_(std::move(code)),
        hint_(std::move(hint)) {}

  [[nodiscard]] ExitCode exit_code() const noexcept { return exit_code_; }
  /// "DS2101"; empty where no code applies.
  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  /// What to do; may have several lines; may be empty.
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  /// Lines of evidence between message and hint, each "label  text"; may be empty.
  [[nodiscard]] const std::vector<std::string>& details() const noexcept { return details_; }
  void add_detail(std::string line) { details_.push_back(std::move(line)); }

 private:
  ExitCode exit_code_;
  std::string code_;
  std::string hint_;
  std::vector<std::string> details_;
};

/// "error[DS2101]: message", details indented by two, then the hint; ends with a newline.
[[nodiscard]] std::string render(const Error& error);

/// The command line asks for something that makes no sense.
class UsageError : public Error {
 public:
  explicit UsageError(const std::string& message, std::string hint = {})
      : Error(ExitCode::kUsage, "DS1001", message, std::move(hint)) {}
  UsageError(std::string code, const std::string& message, std::string hint)
      : Error(ExitCode::kUsage, std::move(code), message, std::move(hint)) {}
};

/// The configuration is wrong; holds every finding, sorted. `what()` is all of them, rendered, and
/// a last line that counts them: "3 errors, 1 warning".
class ConfigError : public Error {
 public:
  /// `dropped`: findings beyond the cap of Diagnostics, only counted.
  explicit ConfigError(std::vector<Diagnostic> found, std::size_t dropped = 0);
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return found_; }

 private:
  std::vector<Diagnostic> found_;
};

/// A system call on this host failed (DS4001).
class HostError : public Error {
 public:
  /// `error_number` is an errno value; the message becomes "DOING PATH: strerror", as in
  /// "cannot read /x: Permission denied".
  HostError(const std::string& doing, const std::string& path, int error_number,
            std::string hint = {});
  [[nodiscard]] int error_number() const noexcept { return error_number_; }

 private:
  int error_number_;
};

/// The user interrupted the command (Ctrl-C, SIGTERM, SIGHUP).
class Interrupted : public Error {
 public:
  explicit Interrupted(int signal_number);
};

}  // namespace devstack
