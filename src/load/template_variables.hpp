// The variables that a text names, whether or not substituting it would need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/template.hpp"

namespace devstack::load {

struct TemplateVariable {
  std::string name;
  TemplateRange where;  ///< of "$NAME" or of "${NAME"
  /// Of ${NAME:-text} and ${NAME-text}, as it is written.
  std::optional<std::string> fallback;
  bool empty_counts_as_unset = false;  ///< the operator begins with a colon
};

/// In the order of the text; those in defaults and messages too.
[[nodiscard]] std::vector<TemplateVariable> template_variables(std::string_view text);

}  // namespace devstack::load
