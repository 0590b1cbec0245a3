// Reading the log of a host process, of which a part may have been moved to FILE.1 meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace devstack::host {

/// Whole lines of about the last `bytes` of the log; empty when there is none.
[[nodiscard]] std::string log_tail(const std::string& path, std::size_t bytes);

/// Follows a log across its rotation. Not for more than one reader at a time.
class LogReader {
 public:
  explicit LogReader(std::string path) : path_(std::move(path)) {}
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  /// Begins with FILE.1, where there is one, then FILE; `tail` lines of both, or all of them.
  [[nodiscard]] std::string read_existing(std::size_t tail);
  static constexpr std::size_t kAllLines = static_cast<std::size_t>(-1);
  /// How much of what `read_existing` read came from FILE.1.
  [[nodiscard]] std::size_t older_bytes() const { return older_bytes_; }
  /// What has been written since the last reading.
  [[nodiscard]] std::string read_more();

 private:
  std::string read_to_end();

  std::string path_;
  int fd_ = -1;
  std::uint64_t inode_ = 0;
  std::size_t older_bytes_ = 0;
};

}  // namespace devstack::host
