// Where the installation and the build keep what ships with the program, found from the
// executable's own place, so that an installed prefix can be moved.
#pragma once

#include <string>

namespace devstack::host {

struct InstallPaths {
  std::string executable;   ///< of the running program, real path
  std::string stacks;       ///< share/devstack/stacks, or the source tree's
  std::string profiles;     ///< share/devstack/profiles
  std::string mock_binary;  ///< libexec/devstack/devstack-mock; empty if not there
};

/// Looks beside the executable: ../share/devstack when installed, else the source folder that the
/// build recorded. Missing folders give empty strings.
[[nodiscard]] InstallPaths find_install_paths();

}  // namespace devstack::host
