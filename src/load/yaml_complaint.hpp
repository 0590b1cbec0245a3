// What the YAML parser complains of, in the words of whoever wrote the file.
#pragma once

#include <string>
#include <string_view>

namespace devstack::load {

struct YamlComplaint {
  std::string message;  ///< what is wrong at the place
  std::string hint;     ///< what to do about it
};

/// `parser_message` is yaml-cpp's; `rest_of_line` begins at the place it points to. A message that
/// is not known here is passed on with a general hint.
[[nodiscard]] YamlComplaint yaml_complaint(std::string_view parser_message,
                                           std::string_view rest_of_line);

/// True when the parser missed the end of a "[" or "{": the opening one is the place to show.
[[nodiscard]] bool misses_a_bracket(std::string_view parser_message);

}  // namespace devstack::load
