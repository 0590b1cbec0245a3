// What is known of the host processes of a project: one small file each in the state folder,
// written by the process's supervisor, read by every command.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "devstack/base/clock.hpp"
#include "devstack/host/process_identity.hpp"

namespace devstack::host {

enum class ProcessPhase {
  kRunning,
  kBackingOff,  ///< it ended and is started again at `next_start`
  kEnded,       ///< by itself or stopped; its supervisor is gone as well
};

struct ProcessRecord {
  std::string service;
  ProcessIdentity supervisor;
  ProcessIdentity process;  ///< the command, or what stays of one that went to the background
  std::string marker;       ///< value of kProcessMarker in all that belongs to it
  ProcessPhase phase = ProcessPhase::kRunning;
  SystemTime started_at{};
  SystemTime next_start{};      ///< of kBackingOff
  std::int64_t restarts = 0;    ///< by its supervisor
  int exit_code = 0;            ///< of its last end; 128 + signal number when killed
  bool stopped = false;         ///< of kEnded: somebody asked for it
  std::string log;              ///< absolute path
  std::uint64_t log_begin = 0;  ///< where this start's output begins in the log file
  /// What it was started as: field to a hash of its value. For drift, and its cause.
  std::map<std::string, std::string, std::less<>> fields;

  friend bool operator==(const ProcessRecord&, const ProcessRecord&) = default;
};

/// The records of one project. Writes are atomic, files 0600; a damaged file reads as absent.
class ProcessRecords {
 public:
  /// `state_directory`: StateStore::directory().
  explicit ProcessRecords(const std::string& state_directory);

  /// By service; empty when there are none.
  [[nodiscard]] std::map<std::string, ProcessRecord, std::less<>> read() const;
  /// Throws HostError.
  void write(const ProcessRecord& record) const;
  /// Removes the record and the socket; the log stays.
  void remove(const std::string& service) const;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// File name of the supervisor's socket inside the folder.
  [[nodiscard]] static std::string socket_name(const std::string& service);
  [[nodiscard]] std::string default_log(const std::string& service) const;
  /// When the parts of its log were written (LogTimes); ".1" after it: of the log before.
  [[nodiscard]] std::string log_times(const std::string& service) const;

 private:
  std::string folder_;
};

[[nodiscard]] std::string encode(const ProcessRecord& record);

}  // namespace devstack::host
