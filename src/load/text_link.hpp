// Symbolic links that were checked out, unpacked or copied as text: git writes the target's path
// into a plain file where a file system has no links.
#pragma once

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::load {

/// `file` itself, or the one whose path is all that it holds, read instead, with a warning
/// (DS1214). `path` is the file's absolute path, to which the link is relative.
[[nodiscard]] SourceFilePtr follow_text_link(SourceFilePtr file, const std::string& path,
                                             const Files& files, Diagnostics& diagnostics);

}  // namespace devstack::load
