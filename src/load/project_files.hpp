// Reads the files of a project: gives each the name that messages show, and keeps what went wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/loader.hpp"
#include "load/dotenv.hpp"

namespace devstack::load {

/// How the command line and COMPOSE_FILE name standard input, as a stack file.
inline constexpr std::string_view kStandardInput = "-";

class ProjectFiles {
 public:
  ProjectFiles(const Files& files, std::string working_directory, Diagnostics& diagnostics)
      : files_(files),
        working_directory_(std::move(working_directory)),
        diagnostics_(diagnostics) {}

  [[nodiscard]] const Files& system() const { return files_; }
  [[nodiscard]] Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] const std::string& working_directory() const { return working_directory_; }

  /// Relative to the working directory, when it is relative.
  [[nodiscard]] std::string absolute(std::string_view path) const;
  /// As messages show it: relative to the working directory if that is shorter.
  [[nodiscard]] std::string display(std::string_view absolute_path) const;

  /// The same for a stack file that the command line or COMPOSE_FILE names; kStandardInput stays.
  [[nodiscard]] std::string stack_path(std::string_view name) const;
  /// The folder that paths in a stack file start from: for standard input the working directory.
  [[nodiscard]] std::string folder_of(std::string_view stack_path) const;

  [[nodiscard]] bool exists(const std::string& path) const;
  /// Empty when there is no such file.
  [[nodiscard]] SourceFilePtr source(const std::string& path) const;
  /// The documents of a YAML file; no value when there is no such file.
  [[nodiscard]] std::optional<std::vector<Node>> documents(const std::string& path) const;
  /// The entries of several env files, one after another; each sees those before it. Files that do
  /// not exist are added to `missing`.
  [[nodiscard]] std::vector<DotenvEntry> env_entries(const std::vector<std::string>& paths,
                                                     const Lookup& lookup,
                                                     std::vector<std::string>& missing) const;

 private:
  const Files& files_;
  std::string working_directory_;
  Diagnostics& diagnostics_;
};

/// The folder that holds `path`.
[[nodiscard]] std::string parent_directory(std::string_view path);

}  // namespace devstack::load
