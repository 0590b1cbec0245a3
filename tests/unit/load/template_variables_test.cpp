// The variables that a text names.
#include "load/template_variables.hpp"

#include <gtest/gtest.h>

#include <string>

namespace devstack::load {
namespace {

/// "NAME@offset+length" for each, with "|default" behind it where there is one.
std::string show(std::string_view text) {
  std::string out;
  for (const TemplateVariable& variable : template_variables(text)) {
    if (!out.empty()) out += ' ';
    out += variable.name + "@" + std::to_string(variable.where.offset) + "+" +
           std::to_string(variable.where.length);
    if (variable.fallback) out += (variable.empty_counts_as_unset ? ":" : "|") + *variable.fallback;
  }
  return out;
}

TEST(TemplateVariables, AreFoundWhereverTheyStand) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] : {
           Case{"plain", ""},
           Case{"$A", "A@0+2"},
           Case{"x${A}y$B_1-", "A@1+3 B_1@6+4"},
           Case{"${A:-5432}:1", "A@0+3:5432"},
           Case{"${A-}", "A@0+3|"},
           Case{"${A:-${B:-c}}", "A@0+3:${B:-c} B@5+3:c"},
           Case{"${A:?why $B}", "A@0+3 B@9+2"},
           Case{"${A:+x}", "A@0+3"},
           Case{"$$A $$$B", "B@6+2"},
           Case{"$ $1 ${} ${-x}", ""},
           Case{"${A", "A@0+3"},
           Case{"$", ""},
       }) {
    EXPECT_EQ(show(text), expected) << text;
  }
}

}  // namespace
}  // namespace devstack::load
