// Starts programs on the host.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::host {

struct Command {
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH
  std::string input;              ///< fed to its stdin
  std::string working_dir;        ///< empty: ours
  /// All of it; empty: ours.
  std::map<std::string, std::string, std::less<>> environment{};
  /// Gets pieces of its stderr as they come, all of them; may be empty.
  std::function<void(std::string_view)> on_error{};
};

struct CommandResult {
  int exit_code = 0;   ///< 128 + signal number when killed by a signal
  std::string output;  ///< stdout, first 1 MiB
  std::string error;   ///< stderr, first 64 KiB
};

/// A program that runs on beside us, as the leader of a process group of its own.
struct Background {
  std::vector<std::string> argv;  ///< argv[0]: looked up in the PATH of `environment`
  std::map<std::string, std::string, std::less<>> environment;  ///< all of it
  std::string working_dir;                                      ///< absolute
  int output = -1;  ///< its stdout and stderr; stays the caller's
};

/// One of the four interfaces with a real and a fake implementation. Loop thread only.
class ProcessLauncher {
 public:
  virtual ~ProcessLauncher() = default;
  /// Runs it to its end; empty when there is no such program. The child gets its own process group
  /// and default signal handling. The group is killed when the program ends, at `limit` (exit code
  /// 137) and on cancelling.
  [[nodiscard]] virtual Task<std::optional<CommandResult>> run(Command command, Duration limit) = 0;
  /// Starts it and gives its pid; its end is the caller's to wait for. Stdin is empty, signals are
  /// as at login. Throws HostError: no such program or folder, not executable, no more processes.
  [[nodiscard]] virtual int start(const Background& program) = 0;
};

[[nodiscard]] std::unique_ptr<ProcessLauncher> make_process_launcher(io::Loop& loop);

}  // namespace devstack::host
