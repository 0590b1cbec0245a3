// Short forms and what they become.
#include "load/merge_forms.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;
using testing::show;

TEST(MergeForms, TurnsShortFormsIntoMappings) {
  EXPECT_EQ(show(key_values_to_mapping(parse("[A=1, B, C=x=y, A=2]"))),
            "{A: \"2\", B: null, C: \"x=y\"}");
  EXPECT_EQ(show(names_to_mapping(parse("[a, b]"))), "{a: null, b: null}");
  EXPECT_EQ(show(depends_on_to_mapping(parse("[a]"))),
            "{a: {condition: \"service_started\", required: true}}");
  EXPECT_EQ(show(build_to_mapping(parse("./x"))), "{context: ./x}");
}

TEST(MergeForms, LeavesLongFormsAlone) {
  for (const char* text : {"{a: 1}", "{}"}) {
    EXPECT_EQ(show(key_values_to_mapping(parse(text))), text);
    EXPECT_EQ(show(names_to_mapping(parse(text))), text);
    EXPECT_EQ(show(depends_on_to_mapping(parse(text))), text);
    EXPECT_EQ(show(build_to_mapping(parse(text))), text);
  }
}

TEST(MergeForms, TurnsEverythingIntoLists) {
  EXPECT_EQ(show(to_sequence(parse("x"))), "[x]");
  EXPECT_EQ(show(to_sequence(parse("[x, y]"))), "[x, y]");
  EXPECT_EQ(show(to_sequence(parse("{a: 1, b: , c: [2, 3]}"))),
            "[\"a=1\", \"b\", \"c=2\", \"c=3\"]");
}

}  // namespace
}  // namespace devstack::load
