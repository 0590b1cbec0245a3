// Profile files: named overlays of a stack (docs/profiles.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/model/extension.hpp"
#include "load/choose_roles.hpp"
#include "load/port_offset.hpp"
#include "load/project_files.hpp"

namespace devstack::load {

/// One of `env_files`.
struct EnvFileUse {
  /// Of a file that does not exist: kUsual warns unless it is `.env` or `*.local`.
  enum class Need { kOptional, kUsual, kRequired };

  Located<std::string> path;  ///< relative to the project directory
  Need need = Need::kUsual;
};

/// What the profiles that were asked for say together: of two that say something about the same
/// thing the later wins, and what a profile extends comes before it.
struct ProfileOverlay {
  std::vector<std::string> applied;  ///< names that were found as files, without those they extend
  std::vector<std::string> files;    ///< names of all files, those that are extended included
  std::string project;
  std::vector<std::string> compose_profiles;   ///< to activate; the names themselves included
  std::vector<Located<std::string>> services;  ///< empty: all
  std::vector<EnvFileUse> env_files;
  std::vector<Entry> env;  ///< scalars
  std::optional<model::Budget> budget;
  std::vector<RoleUse> use;  ///< the later of a role wins
  std::optional<PortOffset> port_offset;
  std::vector<Node> overrides;            ///< Compose fragments, not interpolated
  std::vector<std::string> without_file;  ///< names that only Compose can know
};

/// Reads the profiles `names` from the first of `folders` that has NAME.yaml. A name without a file
/// is a Compose profile; so is "*". Each file applies once: where several extend it, at the first
/// place; where it was asked for by name, at that place. Errors are DS1401 to DS1404.
[[nodiscard]] ProfileOverlay read_profiles(const std::vector<std::string>& names,
                                           const std::vector<std::string>& folders,
                                           const ProjectFiles& files);

}  // namespace devstack::load
