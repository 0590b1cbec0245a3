// `devstack-mock --copy-tree FROM TO`: the copy of a volume, made inside the engine, where both are
// mounted. What it says was copied is on the disk.
#pragma once

#include <string>

#include "mock/tree_survey.hpp"

namespace devstack::mock {

enum class Target {
  kMustBeEmpty,  ///< the content of `to` would be mixed with another: refused
  kReplace,      ///< what is in `to` goes first
};

/// Copies the content of `from` into the existing folder `to`: folders, files, links (hard ones as
/// such), pipes and devices with owners, modes, times and extended attributes where the file system
/// takes them; sockets are left out, holes stay holes. The folder's own owner and mode come along.
/// Counts both sides, compares, and returns when the disk has it all. Throws std::system_error
/// naming the path, and std::runtime_error when the two sides differ.
TreeSize copy_tree(const std::string& from, const std::string& to, Target target);

}  // namespace devstack::mock
