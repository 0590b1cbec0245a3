// Which profile files apply, and in which order: names to files, and the files that they extend.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "load/project_files.hpp"

namespace devstack::load {

/// One profile file that applies.
struct ProfileDocument {
  std::string name;
  std::string path;  ///< absolute
  Node node;         ///< checked against the table; null when it could not be read
};

class ProfileChain {
 public:
  ProfileChain(const std::vector<std::string>& folders, const ProjectFiles& files)
      : folders_(folders), files_(files), diagnostics_(files.diagnostics()) {}

  /// The file of a profile: NAME.yaml or NAME.yml in the first folder that has one. Names with a
  /// slash or a leading dot are none.
  [[nodiscard]] std::optional<std::string> find_file(const std::string& name) const;
  /// Adds a file that was asked for, after what it extends.
  void add(const std::string& name, const std::string& path);
  /// What is extended comes before what extends it.
  [[nodiscard]] const std::vector<ProfileDocument>& documents() const { return documents_; }

 private:
  struct Link {
    std::string name, path;
    SourceSpan asked_at;  ///< the `extends` of the link before
  };

  void collect(Link link);
  void extend(const Node& document);
  /// True, with DS1401, if the file is being read already.
  bool closes_circle(const Link& link);

  const std::vector<std::string>& folders_;
  const ProjectFiles& files_;
  Diagnostics& diagnostics_;
  std::vector<Link> reading_;
  std::vector<ProfileDocument> documents_;
};

/// A string, or a list of strings.
[[nodiscard]] std::vector<Located<std::string>> names_of(const Node& node);

}  // namespace devstack::load
