// Where things lie relative to the executable: as installed, or as built.
#include "devstack/host/paths.hpp"

#include <filesystem>
#include <initializer_list>
#include <system_error>

#include "host/install_layout.hpp"

namespace devstack::host {
namespace {

namespace fs = std::filesystem;

/// The first that exists, as text; empty if none does.
std::string first_existing(std::initializer_list<fs::path> candidates) {
  for (const fs::path& candidate : candidates) {
    std::error_code ignored;
    if (!candidate.empty() && fs::exists(candidate, ignored)) {
      return candidate.lexically_normal().string();
    }
  }
  return {};
}

/// The build tree that the executable lies in; empty when there is none.
fs::path build_root(const fs::path& executable) {
  for (fs::path folder = executable.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    std::error_code ignored;
    if (fs::exists(folder / "CMakeCache.txt", ignored)) return folder;
  }
  return {};
}

}  // namespace

InstallPaths install_paths_of(const std::string& executable, const std::string& source_folder) {
  const fs::path bin = fs::path(executable).parent_path();
  const fs::path prefix = bin.parent_path();
  InstallPaths paths;
  paths.executable = executable;
  if (const fs::path build = build_root(executable); !build.empty()) {
    const fs::path source = source_folder;
    paths.stacks = first_existing({source / "stacks"});
    paths.profiles = first_existing({source / "profiles"});
    paths.mock_binary = first_existing(
        {bin / "devstack-mock", build / "bin/devstack-mock", build / "src/mock/devstack-mock"});
    return paths;
  }
  paths.stacks = first_existing({prefix / "share/devstack/stacks"});
  paths.profiles = first_existing({prefix / "share/devstack/profiles"});
  paths.mock_binary = first_existing({prefix / "libexec/devstack/devstack-mock"});
  return paths;
}

InstallPaths find_install_paths() {
  std::error_code ignored;
  const fs::path executable = fs::read_symlink("/proc/self/exe", ignored);
  return install_paths_of(executable.string(), DEVSTACK_SOURCE_DIR);
}

}  // namespace devstack::host
