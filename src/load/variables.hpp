// The variables that interpolation may use, each with where it came from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/load/loader.hpp"
#include "load/dotenv.hpp"

namespace devstack::load {

class Variables {
 public:
  /// The shell's.
  explicit Variables(const Environment& environment);

  /// Adds what is not set yet: sources are added from the strongest to the weakest.
  void add(const std::string& name, VariableOrigin origin);
  /// Replaces.
  void set(const std::string& name, std::string value, std::string kind);
  /// Puts it in front of what is set: stronger than everything before.
  void override_with(const std::string& name, VariableOrigin origin);
  /// Adds the entries of files where a later entry beats an earlier one.
  void add_file_entries(const std::vector<DotenvEntry>& entries, std::string_view kind);

  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  /// True if the value comes from the shell.
  [[nodiscard]] bool from_shell(std::string_view name) const;
  /// True if the value comes from the shell or from --env-file: said for this one command.
  [[nodiscard]] bool from_command(std::string_view name) const;
  /// Refers to this object.
  [[nodiscard]] Lookup lookup() const;
  [[nodiscard]] Environment values() const;
  [[nodiscard]] const std::map<std::string, VariableOrigin, std::less<>>& all() const {
    return variables_;
  }

 private:
  std::map<std::string, VariableOrigin, std::less<>> variables_;
};

}  // namespace devstack::load
