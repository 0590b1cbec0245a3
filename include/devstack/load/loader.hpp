// Text in, model out. Nothing here asks the clock, the network or the process environment: files
// come through a function, variables through a map.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
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

/// Phases that `config` can leave out with its flags, as `docker compose config` does.
struct LoadPhases {
  bool normalize = true;        ///< default names and networks, dependencies that other keys imply
  bool paths = true;            ///< relative paths become absolute
  bool environment = true;      ///< the `env_file`s of services are read; else the key stays
  bool consistency = true;      ///< references between sections and services are checked
  bool container_names = true;  ///< no two services may have one container name
  bool hashes = true;           ///< of services and their fields, which only containers carry
};

/// The command line's and the shell's part in what is loaded. Paths may be relative to
/// `working_directory`.
struct LoadRequest {
  std::string working_directory;       ///< absolute
  Environment environment;             ///< of the shell
  std::vector<std::string> files;      ///< -f; empty: find the stack (docs/stacks.md)
  std::string stack_name;              ///< --stack
  std::string project_name;            ///< -p
  std::string project_directory;       ///< --project-directory
  std::vector<std::string> env_files;  ///< --env-file
  std::vector<std::string> profiles;   ///< --profile, in order
  /// --use ROLE=CHOICE, in order: role and choice.
  std::vector<std::pair<std::string, std::string>> use;
  std::optional<int> port_offset;  ///< --port-offset
  bool no_profile = false;         ///< --no-profile: not even default_profile
  bool offline = false;  ///< --offline: the stack's own profile of that name, if any, comes last
  std::vector<std::string> shipped_stacks;    ///< folders to look for stacks, after the project's
  std::vector<std::string> shipped_profiles;  ///< folders to look for profiles, last
  /// Services named on the command line: each activates its own Compose profiles.
  std::vector<std::string> services;
  /// False for `config --no-interpolate`: only `Loaded::document` is filled, with a raw model.
  bool interpolate = true;
  LoadPhases phases;
  /// Records what each value overrode and which variables it used; see load/provenance.hpp.
  bool provenance = false;
};

/// Where an interpolation variable got its value.
struct VariableOrigin {
  std::string value;
  std::string source;  ///< "shell", or "file:line"
  std::string kind;    ///< "shell", "--env-file", "profile", ".env", "include", "project name"
  SourceSpan where;    ///< of its name, where it stands in a file
  /// What would have set it otherwise, the strongest first.
  std::vector<VariableOrigin> overridden;
};

/// One place that uses an interpolation variable.
struct VariableUse {
  std::string name;
  SourceSpan where;
};

struct Loaded {
  model::Stack stack;
  /// The canonical document, as `config` prints it: interpolated, merged, normalised.
  Node document;
  /// Every variable that interpolation may use, with its origin.
  std::map<std::string, VariableOrigin, std::less<>> variables;
  /// In the order of the files; only with `LoadRequest::provenance`.
  std::vector<VariableUse> variable_uses;
  /// Everything found, errors included: the caller adds its own checks (cycles, tiers) and then
  /// calls `throw_if_errors`. With errors in it, `stack` and `document` are as good as they got.
  Diagnostics diagnostics;
};

/// Loads and validates. Throws UsageError when there is no stack to load (or several to choose
/// from) and HostError when a file cannot be read; whatever is wrong inside a file is a diagnostic.
[[nodiscard]] Loaded load_stack(const LoadRequest& request, const Files& files);

/// The canonical document as Docker Compose's `config` prints it.
[[nodiscard]] std::string to_yaml(const Node& document);
/// Indented by two; without a final newline, as Compose prints it.
[[nodiscard]] std::string to_json(const Node& document);
/// The same for a raw model, one that was loaded without interpolation.
[[nodiscard]] std::string raw_to_yaml(const Node& document);
[[nodiscard]] std::string raw_to_json(const Node& document);

/// A variable as a text of the stack names it; of several places the last counts.
struct DeclaredVariable {
  std::string name;
  std::string default_value;  ///< of ${NAME:-text}
  std::string alternative;    ///< of ${NAME:+text}
  bool required = false;      ///< ${NAME:?text}
};

/// Sorted by name. `document` is a raw model.
[[nodiscard]] std::vector<DeclaredVariable> declared_variables(const Node& document);

}  // namespace devstack::load
