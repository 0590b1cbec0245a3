// `config --variables`, by experiment with Docker Compose 2.40.3.
#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

std::string declared(const std::string& text) {
  Node node = Node::string(text);
  std::string out;
  for (const DeclaredVariable& variable : declared_variables(node)) {
    out += variable.name + (variable.required ? "!" : "") + "[" + variable.default_value + "|" +
           variable.alternative + "]";
  }
  return out;
}

TEST(DeclaredVariables, ReadsEveryForm) {
  const std::pair<const char*, const char*> cases[] = {
      {"$A ${B}", "A[|]B[|]"},
      {"${A:-x} ${B-y:-z}", "A[x|]B[y:-z|]"},
      {"${A:?why - not} ${B?}", "A![|]B![|]"},
      {"${A:+x} ${B+a-b}", "A[|x]B[|a-b]"},
      {"$$A $${B} $ $9 ${", ""},
      {"${A:-${B:-c}}", "A[${B:-c}|]B[c|]"},
      {"${A1:-x}$B_2", "A1[x|]B_2[|]"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(declared(text), expected) << text;
}

TEST(DeclaredVariables, LooksAtValuesAndNotAtKeys) {
  const Node node = testing::parse("{a: ['$X'], '$K': {b: '${Y:-1}'}}");
  const auto found = declared_variables(node);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "X");
  EXPECT_EQ(found[1].default_value, "1");
}

}  // namespace
}  // namespace devstack::load
