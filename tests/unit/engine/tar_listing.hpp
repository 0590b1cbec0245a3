// What tar(1) finds in an archive of ours: an opinion that is not libarchive's.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "fakes/temporary_folder.hpp"

namespace devstack::engine {

class TarListing {
 public:
  explicit TarListing(std::string_view archive)
      : file_(folder_.file("archive.tar", std::string(archive))) {}

  /// Lines "-rw-r--r-- 0/0 5 1970-01-01 00:00 name", in the archive's order.
  [[nodiscard]] std::string lines() const {
    return squeezed(
        output("LC_ALL=C tar --warning=no-unknown-keyword --utc --numeric-owner -tvf '" + file_ +
               "' 2>&1"));
  }
  /// The names alone.
  [[nodiscard]] std::string names() const {
    return output("LC_ALL=C tar --warning=no-unknown-keyword -tf '" + file_ + "' 2>&1");
  }
  [[nodiscard]] std::string content(const std::string& name) const {
    return output("tar --warning=no-unknown-keyword -xOf '" + file_ + "' '" + name + "' 2>&1");
  }

 private:
  static std::string output(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::string text;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
      text += static_cast<char>(c);
    }
    return text;
  }
  static std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c != ' ' || !out.ends_with(' ')) out += c;
    }
    return out;
  }

  fakes::TemporaryFolder folder_;
  std::string file_;
};

}  // namespace devstack::engine
