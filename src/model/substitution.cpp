#include "devstack/model/substitution.hpp"

#include <algorithm>

namespace devstack::model {

std::string_view to_string(ChosenBy chosen_by) {
  switch (chosen_by) {
    case ChosenBy::kDefault:
      return "default";
    case ChosenBy::kVariable:
      return "variable";
    case ChosenBy::kProfile:
      return "profile";
    case ChosenBy::kOption:
      return "--use";
  }
  return {};
}

const Choice* Substitution::find(std::string_view choice) const {
  const auto found =
      std::find_if(choices.begin(), choices.end(),
                   [choice](const Choice& candidate) { return candidate.name == choice; });
  return found == choices.end() ? nullptr : &*found;
}

}  // namespace devstack::model
