// JSON text, both ways, with the odd inputs that engines and files give.
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "devstack/base/value.hpp"

namespace devstack {
namespace {

TEST(Json, RoundTripsInOrder) {
  const std::string text = R"({"z":[1,-2,2.5,true,null],"a":{"x":"ä\n\"q\""},"e":{},"l":[]})";
  const auto value = parse_json(text);
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(to_json(*value), text);
  EXPECT_EQ(parse_json(to_json(*value, 2)), value);
}

TEST(Json, Indents) {
  Value value;
  value.set("a", 1);
  EXPECT_EQ(to_json(value, 2), "{\n  \"a\": 1\n}");
}

TEST(Json, KeepsWholeNumbersWhole) {
  EXPECT_EQ(to_json(*parse_json("9223372036854775807")), "9223372036854775807");
  EXPECT_EQ(parse_json("-9223372036854775808")->as_int(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parse_json("18446744073709551615")->as_double(), 18446744073709551615.0);
}

TEST(Json, TheLastOfTwoEqualKeysCounts) {
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})"), parse_json(R"({"a":2})"));
}

TEST(Json, ReplacesInvalidUtf8) {
  EXPECT_EQ(to_json(Value(std::string("a\xFF"))), "\"a\xEF\xBF\xBD\"");
}

TEST(Json, RefusesWhatIsNotOneDocument) {
  for (const char* text : {"", " ", "{", "{}{}", "[1,]", "{'a':1}", "nul", "\"a\xFF\"", "1e999"}) {
    EXPECT_EQ(parse_json(text), std::nullopt) << text;
  }
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, RefusesDeepNestingWithoutRunningOutOfStack) {
  EXPECT_TRUE(parse_json(nested(200)).has_value());
  EXPECT_FALSE(parse_json(nested(201)).has_value());
  EXPECT_FALSE(parse_json(nested(1'000'000)).has_value());
}

}  // namespace
}  // namespace devstack
