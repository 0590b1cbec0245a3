// A log file that cannot fill the disk: beyond its limit it becomes FILE.1, in place of the one
// before, and a new one begins.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "devstack/base/file_descriptor.hpp"

namespace devstack::host {

class RotatingLog {
 public:
  static constexpr std::uint64_t kLimit = std::uint64_t{10} << 20;  ///< bytes of each of the two

  /// Opens the file, making its folders. Throws HostError.
  explicit RotatingLog(std::string path, std::uint64_t limit = kLimit);

  /// What is there becomes FILE.1. Nothing happens to an empty file.
  void rotate();
  /// What cannot be written (a full disk) is dropped: the writer must never be held up.
  void write(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  void open();

  std::string path_;
  std::uint64_t limit_;
  FileDescriptor file_;
  std::uint64_t size_ = 0;
};

}  // namespace devstack::host
