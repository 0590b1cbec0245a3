// libarchive's pax writer, giving its bytes in memory.
#pragma once

#include <sys/stat.h>

#include <memory>
#include <string>
#include <string_view>

#include "devstack/engine/tar.hpp"

namespace devstack::engine {

/// Writes entries one after the other. Throws HostError when libarchive refuses (path too long …).
class TarWriter {
 public:
  TarWriter();
  ~TarWriter();
  TarWriter(const TarWriter&) = delete;
  TarWriter& operator=(const TarWriter&) = delete;

  void file(const TarEntry& entry);
  void directory(const std::string& path, std::uint32_t mode);
  void symlink(const std::string& path, const std::string& target);
  /// Opens a file of `size` bytes; its content follows by `data`.
  void begin_file(const std::string& path, std::uint32_t mode, std::int64_t size);
  /// A file, folder or link as it is on this host: with its mode, owner and time of change. The
  /// content of a file follows by `data`; `target` is that of a link.
  void begin_like_host(const std::string& path, const struct stat& status,
                       const std::string& target);
  void data(std::string_view bytes);
  /// Writes the end of the archive; nothing may follow.
  void finish();

  /// What has been written and not taken yet.
  [[nodiscard]] std::string take();
  [[nodiscard]] std::size_t pending() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace devstack::engine
