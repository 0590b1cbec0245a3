// Which projects this user lets run commands on the host: folder and hash of what was looked at,
// as direnv does it. What has changed since is not trusted.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/clock.hpp"

namespace devstack::host {

class TrustStore {
 public:
  /// `state_home`: as state_home() gives it. Nothing is read yet.
  explicit TrustStore(const std::string& state_home);

  enum class Trust {
    kNone,
    kOutdated,  ///< the folder is trusted, but as something else
    kFull,
  };
  [[nodiscard]] Trust of(std::string_view folder, std::string_view hash) const;
  /// Throws HostError.
  void add(const std::string& folder, const std::string& hash, SystemTime now) const;
  /// False when the folder was not trusted. Throws HostError.
  bool revoke(const std::string& folder) const;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace devstack::host
