// Tar archives as files on this host (libarchive): written without holding a member in memory, and
// read as what they are, input from outside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace devstack::engine {

/// The bytes are no archive, or a damaged one.
class TarError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes `path`, which must not exist, mode 0600; compressed with gzip where the build has it.
class TarFileWriter {
 public:
  /// Throws HostError.
  explicit TarFileWriter(const std::string& path);
  ~TarFileWriter();
  TarFileWriter(const TarFileWriter&) = delete;
  TarFileWriter& operator=(const TarFileWriter&) = delete;

  void add_text(const std::string& name, std::string_view text);
  /// A file of this host, as it is now; it must not change meanwhile.
  void add_file(const std::string& name, const std::string& source);
  /// Everything is on the disk when it returns; without it the file is of no use.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// True if TarFileWriter compresses.
[[nodiscard]] bool tar_files_are_compressed();

/// Reads members one after the other; plain or gzip.
class TarFileReader {
 public:
  enum class Kind { kFile, kFolder, kSymlink, kHardLink, kDevice, kOther };
  struct Member {
    std::string name;
    std::string target;  ///< of links
    Kind kind = Kind::kFile;
    std::int64_t size = 0;        ///< as its header says
    std::uint32_t mode = 0;       ///< permission bits
    std::int64_t changed_at = 0;  ///< seconds since 1970
  };

  /// Throws HostError when it cannot be opened, TarError when it is no tar.
  explicit TarFileReader(const std::string& path);
  ~TarFileReader();
  TarFileReader(const TarFileReader&) = delete;
  TarFileReader& operator=(const TarFileReader&) = delete;

  /// The next member, empty at the end of the archive. Throws TarError.
  [[nodiscard]] std::optional<Member> next();
  /// Up to `size` bytes of the member's content; 0 at its end. Throws TarError.
  [[nodiscard]] std::size_t read(char* buffer, std::size_t size);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// True for a relative name that stays where it is put: no "..", no leading '/'.
[[nodiscard]] bool stays_inside(std::string_view name);

}  // namespace devstack::engine
