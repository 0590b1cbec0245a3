// The profile files that a stack has, for lists: which there are, not what they make of the stack.
#pragma once

#include <string>
#include <vector>

#include "devstack/load/loader.hpp"

namespace devstack::load {

struct ProfileFile {
  std::string name;
  std::string path;                  ///< absolute
  std::string description;           ///< its key, else the first comment; may be empty
  std::vector<std::string> extends;  ///< as written
  bool is_default = false;           ///< `x-devstack.default_profile` names it
  bool applies = false;              ///< to commands with this request
};

/// All profile files that `--profile` can name, those of the stack before those beside it and the
/// shipped ones; the nearest of a name wins. A broken file is listed with what can be read of it.
/// With --no-profile they are listed, but none applies. Throws UsageError as load_stack does when
/// there is no stack.
[[nodiscard]] std::vector<ProfileFile> list_profiles(const LoadRequest& request,
                                                     const Files& files);

}  // namespace devstack::load
