// When each part of a host process's log was written. The log itself stays as the process wrote it;
// the times are in a file of their own, beside the process's record.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "devstack/base/clock.hpp"

namespace devstack::host {

/// Reads such a file: a line for each stretch, "OFFSET NANOSECONDS". Damaged lines do not count.
class LogTimes {
 public:
  explicit LogTimes(const std::string& path);
  /// When the byte at `offset` of the log was written, within kResolution; empty: not known.
  [[nodiscard]] std::optional<SystemTime> at(std::uint64_t offset) const;

  static constexpr Duration kResolution{10};

 private:
  std::map<std::uint64_t, SystemTime> begins_;
};

}  // namespace devstack::host
