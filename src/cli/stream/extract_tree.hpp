// An archive that came out of a container, laid down on this host: input from outside.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/engine/tar_file.hpp"

namespace devstack::cli {

/// How the members' names become paths.
struct ExtractNames {
  std::string source;  ///< first part of the names, to be replaced; empty: there is none
  std::string target;  ///< by this; empty: by nothing
};

struct Extracted {
  std::size_t files = 0;
  std::vector<std::string> left_out;  ///< devices and the like
};

/// Everything stays under `folder`, which must exist: names with ".." are refused, no link below it
/// is followed, be it the archive's own. Modes lose set-user-id and set-group-id; the owner is who
/// runs this. A file does not replace a folder. Throws HostError and engine::TarError.
[[nodiscard]] Extracted extract_tree(engine::TarFileReader& archive, const std::string& folder,
                                     const ExtractNames& names);

}  // namespace devstack::cli
