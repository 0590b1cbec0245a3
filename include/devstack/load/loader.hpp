// Text in, model out. Nothing here asks the clock, the network or the process environment: files
// come through a function, variables through a map.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::load {

using Environment = std::map<std::string, std::string, std::less<>>;

/// What loading asks of the file system; each function takes an absolute path.
struct Files {
  /// Contents, or empty when there is no such file. Throws HostError when it cannot be read.
  std::function<std::optional<std::string>(const std::string&)> read;
  std::function<bool(const std::string&)> is_directory;
  /// Names in a folder, sorted; empty if there is none.
  std::function<std::vector<std::string>(const std::string&)> list;
  /// Real path (symlinks resolved), or the path itself when it does not exist.
  std::function<std::string(const std::string&)> canonical;
};

/// The real file system.
[[nodiscard]] Files system_files();

/// The command line's and the shell's part in what is loaded. Paths may be relative to
/// `working_directory`.
struct LoadRequest {
  std::string working_directory;              ///< absolute
  Environment environment;                    ///< of the shell
  std::vector<std::string> files;             ///< -f; empty: find the stack (docs/stacks.md)
  std::string stack_name;                     ///< --stack
  std::string project_name;                   ///< -p
  std::string project_directory;              ///< --project-directory
  std::vector<std::string> env_files;         ///< --env-file
  std::vector<std::string> profiles;          ///< --profile, in order
  bool no_profile = false;                    ///< --no-profile: not even default_profile
  std::vector<std::string> shipped_stacks;    ///< folders to look for stacks, after the project's
  std::vector<std::string> shipped_profiles;  ///< folders to look for profiles, last
  /// Services named on the command line: each activates its own Compose profiles.
  std::vector<std::string> services;
  /// `config --no-interpolate` and friends.
  bool interpolate = true;
  bool check_consistency = true;
};

/// Where an interpolation variable got its value.
struct VariableOrigin {
  std::string value;
  std::string source;  ///< "shell", or "file:line"
};

struct Loaded {
  model::Stack stack;
  /// The canonical document, as `config` prints it: interpolated, merged, normalised.
  Node document;
  /// Every variable that interpolation may use, with its origin.
  std::map<std::string, VariableOrigin, std::less<>> variables;
  /// Everything found, errors included: the caller adds its own checks (cycles, tiers) and then
  /// calls `throw_if_errors`. With errors in it, `stack` and `document` are as good as they got.
  Diagnostics diagnostics;
};

/// Loads and validates. Throws UsageError when there is no stack to load (or several to choose
/// from) and HostError when a file cannot be read; whatever is wrong inside a file is a diagnostic.
[[nodiscard]] Loaded load_stack(const LoadRequest& request, const Files& files);

/// The canonical document as Docker Compose's `config` prints it.
[[nodiscard]] std::string to_yaml(const Node& document);
/// Indented by two, with a final newline.
[[nodiscard]] std::string to_json(const Node& document);

}  // namespace devstack::load
