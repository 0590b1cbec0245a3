// The state folder of one project on one engine: $XDG_STATE_HOME/devstack/<engine id>/<project
// id>/. A cache with a lock: labels in the engine are the truth, lost state is rebuilt by looking.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"

namespace devstack::host {

/// $XDG_STATE_HOME, or $HOME/.local/state. Throws HostError when neither can be used.
[[nodiscard]] std::string state_home(const std::map<std::string, std::string, std::less<>>& env);

/// Held while a command changes the project; freed by the kernel when the process ends.
class ProjectLock {
 public:
  ProjectLock(ProjectLock&& other) noexcept;
  ProjectLock& operator=(ProjectLock&& other) noexcept;
  ~ProjectLock();

 private:
  friend class StateStore;
  explicit ProjectLock(int file_descriptor) : fd_(file_descriptor) {}
  int fd_ = -1;
};

/// What a write outlives. To wait for the disk takes tens of milliseconds where containers keep it
/// busy; the engine's containers do not survive a loss of power either.
enum class Survives { kPowerLoss, kProcess };

/// Files are 0600, the folder 0700; writes are atomic (temporary file, rename) and carry a schema
/// version and a checksum. A damaged or foreign file reads as absent.
class StateStore {
 public:
  StateStore(std::string state_home, std::string engine_id, std::string project_id);

  /// Takes the project's lock, waiting up to `patience`. Throws Error DS2105 (exit 6), naming pid
  /// and command of the holder. Writes nothing where the lock file exists.
  [[nodiscard]] Task<ProjectLock> lock(Clock& clock, Duration patience);

  /// Small named records ("readiness", "jobs"): key to value.
  using Record = std::map<std::string, std::string, std::less<>>;
  [[nodiscard]] Record read(const std::string& name) const;
  void write(const std::string& name, const Record& record,
             Survives survives = Survives::kPowerLoss);

  [[nodiscard]] const std::string& directory() const { return directory_; }

 private:
  std::string directory_;
};

}  // namespace devstack::host
