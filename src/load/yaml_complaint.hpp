// What the YAML parser complains of, in the words of whoever wrote the file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "load/yaml_events.hpp"

namespace devstack::load {

struct YamlComplaint {
  std::size_t at = 0;   ///< byte in the text to point at
  std::string message;  ///< what is wrong there
  std::string hint;     ///< what to do about it
};

/// A message of libyaml's that is not known here is passed on with a general hint.
[[nodiscard]] YamlComplaint yaml_complaint(const YamlProblem& problem, std::string_view text);

}  // namespace devstack::load
