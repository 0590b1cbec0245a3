// The logs of host processes: their files, with the times that their supervisors noted.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "cli/logs/log_lines.hpp"
#include "devstack/base/clock.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/log_tail.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/host/state_store.hpp"

namespace devstack::cli {

class ProcessLogs {
 public:
  /// `time` is empty where it is not known.
  using Show = std::function<void(const std::string& service, std::optional<SystemTime> time,
                                  std::string_view line)>;
  using Wanted = std::function<bool(const std::string& service)>;

  ProcessLogs(const host::StateStore& state, Wanted wanted, Show show);

  /// Names of services whose log is read for the first time from here on; shows what is in them.
  std::set<std::string> begin(const engine::LogRequest& request);
  /// Some of what has been written since then, `now` being its time. False: there was nothing.
  bool read_more(SystemTime now);
  /// What came without an end of line.
  void finish(SystemTime now);

  /// Files and folders that tell of changes.
  [[nodiscard]] std::set<std::string> watched_paths() const;

 private:
  struct Log {
    std::string path;
    std::unique_ptr<host::LogReader> reader;
    std::unique_ptr<LineJoiner> joiner;
    std::optional<SystemTime> now;  ///< of the lines that the joiner gives
  };
  void begin_one(const host::ProcessRecord& record, const engine::LogRequest& request);

  host::ProcessRecords records_;
  Wanted wanted_;
  Show show_;
  std::map<std::string, Log> logs_;  // by service
};

}  // namespace devstack::cli
