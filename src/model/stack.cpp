// Ownership of a project: the same name used from two folders must not be taken for one project.
#include "devstack/model/stack.hpp"

#include "devstack/base/hash.hpp"

namespace devstack::model {

std::string project_id(const std::string& directory, const std::string& project) {
  // A path cannot hold a NUL: no two pairs give the same text.
  return sha256_hex(directory + '\0' + project).substr(0, 16);
}

std::string use_label(const Stack& stack) {
  std::string text;
  for (const Substitution& role : stack.extension.substitutions) {
    if (role.chosen_by != ChosenBy::kOption) continue;
    if (!text.empty()) text += ",";
    text += role.role + "=" + role.chosen;
  }
  return text;
}

}  // namespace devstack::model
