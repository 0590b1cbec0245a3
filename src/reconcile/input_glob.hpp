// The input files of a job: glob patterns to a list of files.
#pragma once

#include <string>
#include <vector>

namespace devstack::reconcile {

/// Regular files that match any pattern, sorted, each once, as paths relative to `directory`.
/// "*", "?" and "[…]" match within one path component, "**" any number of them, and a folder stands
/// for all files under it. Symbolic links to folders are not followed. What cannot be read is
/// left out.
[[nodiscard]] std::vector<std::string> expand_globs(const std::string& directory,
                                                    const std::vector<std::string>& patterns);

}  // namespace devstack::reconcile
