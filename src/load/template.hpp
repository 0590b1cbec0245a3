// Variable substitution in one text: $NAME, ${NAME}, and the operators :- - :? ? :+ +.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/dotenv.hpp"

namespace devstack::load {

/// A place in the text that was substituted, in bytes.
struct TemplateRange {
  std::size_t offset = 0;
  std::size_t length = 0;
};

struct TemplateError {
  enum class Kind { kInvalid, kRequired, kTooLong };
  Kind kind = Kind::kInvalid;
  TemplateRange where;
  std::string variable;  ///< of kRequired
  std::string message;   ///< of kRequired: the author's words, may be empty
};

struct UnsetVariable {
  std::string name;
  TemplateRange where;
};

struct TemplateResult {
  std::string text;
  std::vector<UnsetVariable> unset;  ///< taken as empty
  std::optional<TemplateError> error;
};

/// How many bytes substitution may add to one text: variables of variables grow without end.
inline constexpr std::size_t kMaxGrowth = std::size_t{1} << 20;

/// `$$` gives `$`; a `$` before anything but a name or a brace stays as it is. Defaults nest; each
/// is evaluated, needed or not, and must be without error.
[[nodiscard]] TemplateResult substitute(std::string_view text, const Lookup& lookup);

}  // namespace devstack::load
