// What of this host goes into a container's archive.
#pragma once

#include <string>
#include <vector>

#include "cli/stream/copy_paths.hpp"
#include "devstack/engine/file_list_tar.hpp"

namespace devstack::cli {

enum class LinkAtTop { kKeep, kFollow };

/// What is there; a link counts as what it points to where it is followed, else as a file.
[[nodiscard]] FileKind kind_on_host(const std::string& path, LinkAtTop link);

/// The file, or the folder with all that it holds, as `name`; with an empty name only what it
/// holds. Links inside are copied as links. Throws HostError.
[[nodiscard]] std::vector<engine::TarSource> list_tree(const std::string& path,
                                                       const std::string& name, LinkAtTop link);

}  // namespace devstack::cli
