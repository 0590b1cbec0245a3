// Ownership of a project: the same name used from two folders must not be taken for one project.
#include "devstack/model/stack.hpp"

#include "devstack/base/hash.hpp"

namespace devstack::model {

std::string project_id(const std::string& directory, const std::string& project) {
  // A path cannot hold a NUL: no two pairs give the same text.
  return sha256_hex(directory + '\0' + project).substr(0, 16);
}

}  // namespace devstack::model
