// Writes what LogTimes reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "devstack/base/clock.hpp"
#include "devstack/base/file_descriptor.hpp"

namespace devstack::host {

class LogStamps {
 public:
  /// Goes on with the file that is there. A file that cannot be written is done without.
  explicit LogStamps(std::string path);

  /// What comes from `offset` on is written now. A stamp close after another is left out.
  void note(std::uint64_t offset, SystemTime now);
  /// The log has become FILE.1: its stamps do as well.
  void rotate();

 private:
  void open();

  std::string path_;
  FileDescriptor file_;
  std::optional<SystemTime> last_;
};

}  // namespace devstack::host
