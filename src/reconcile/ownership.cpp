// Labels to owner.
#include "reconcile/ownership.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "devstack/base/error.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;
namespace labels = model::labels;

/// Symbolic links are resolved where the path exists: Compose records the path as it was given.
bool is_same_folder(const std::string& directory, const std::string& other) {
  if (other.empty()) return false;
  if (other == directory) return true;
  std::error_code error;
  const fs::path resolved = fs::weakly_canonical(other, error);
  return !error && resolved == fs::path(directory);
}

bool is_gone(const std::string& directory) {
  std::error_code error;
  return !directory.empty() && !fs::exists(directory, error) && !error;
}

/// The folder from which devstack made a network or volume; its first release wrote it down under
/// Compose's label.
std::string folder_of(const engine::Labels& all) {
  const std::string folder = engine::label(all, labels::kFolder);
  return folder.empty() ? engine::label(all, labels::kWorkingDir) : folder;
}

}  // namespace

ContainerOwner container_owner(const model::Stack& stack, const engine::Labels& all) {
  if (engine::label(all, labels::kProjectId) == stack.id) return ContainerOwner::kOurs;
  const std::string directory = engine::label(all, labels::kWorkingDir);
  if (is_same_folder(stack.directory, directory)) return ContainerOwner::kOurs;
  return is_gone(directory) ? ContainerOwner::kMoved : ContainerOwner::kForeign;
}

bool belongs_to(const model::Stack& stack, const engine::Labels& all) {
  return container_owner(stack, all) != ContainerOwner::kForeign;
}

Ownership resource_ownership(const model::Stack& stack, const engine::Labels& all,
                             ProjectName name) {
  const std::string id = engine::label(all, labels::kProjectId);
  if (id == stack.id) return Ownership::kOurs;
  if (engine::label(all, labels::kProject) != stack.project) return Ownership::kForeign;
  if (!id.empty()) {
    // Made by devstack from another folder: ours only if that one was moved here.
    return is_gone(folder_of(all)) ? Ownership::kOurs : Ownership::kForeign;
  }
  return name == ProjectName::kOurs ? Ownership::kOurs : Ownership::kForeign;
}

void refuse_contested_name(const model::Stack& stack,
                           const std::vector<ObservedContainer>& foreign) {
  if (foreign.empty()) return;
  const std::string other = engine::label(foreign.front().labels, labels::kWorkingDir);
  Error error(ExitCode::kConflict, "DS2106",
              fmt::format("project name \"{}\" is in use by another folder", stack.project),
              fmt::format("choose another name here: devstack -p {}-2 …\n"
                          "or take the other project down in its own folder: devstack -p {} down",
                          stack.project, stack.project));
  error.add_detail("this folder   " + stack.directory);
  error.add_detail("other folder  " + (other.empty() ? std::string("unknown") : other));
  error.add_detail("its container " + foreign.front().name);
  throw error;
}

}  // namespace devstack::reconcile
