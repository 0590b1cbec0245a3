// Types of plain scalars: each row was compared with Docker Compose 2.40.3.
#include "load/yaml_scalar.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace devstack::load {
namespace {

Node resolve(const char* text) {
  Node node;
  node.text = text;
  resolve_plain_scalar(node);
  return node;
}

TEST(YamlScalar, ReadsIntegersAsGoDoes) {
  struct Case {
    const char* text;
    std::int64_t value;
  };
  for (const auto& [text, value] : {Case{"0", 0},
                                    {"-0", 0},
                                    {"+5", 5},
                                    {"010", 8},
                                    {"-010", -8},
                                    {"0o17", 15},
                                    {"0O17", 15},
                                    {"-0o17", -15},
                                    {"0x1F", 31},
                                    {"0X1f", 31},
                                    {"-0x1F", -31},
                                    {"0x_1F", 31},
                                    {"0b11", 3},
                                    {"1_000", 1000},
                                    {"1_", 1},
                                    {"9223372036854775807", INT64_MAX},
                                    {"-9223372036854775808", INT64_MIN}}) {
    const Node node = resolve(text);
    EXPECT_EQ(node.kind, Node::Kind::kInt) << text;
    EXPECT_EQ(node.integer, value) << text;
  }
}

TEST(YamlScalar, ReadsFloats) {
  struct Case {
    const char* text;
    double value;
  };
  for (const auto& [text, value] : {Case{"1e3", 1000},
                                    {".5", 0.5},
                                    {"1.", 1},
                                    {"09", 9},
                                    {"-.5e-3", -0.0005},
                                    {"1_0.5", 10.5},
                                    {"1E+3", 1000},
                                    {"9223372036854775808", 9223372036854775808.0}}) {
    const Node node = resolve(text);
    EXPECT_EQ(node.kind, Node::Kind::kFloat) << text;
    EXPECT_DOUBLE_EQ(node.real, value) << text;
  }
  EXPECT_TRUE(std::isnan(resolve(".NaN").real));
  EXPECT_TRUE(std::isinf(resolve("-.INF").real));
}

TEST(YamlScalar, KeepsTheDigitsOfUnsignedIntegers) {
  EXPECT_EQ(resolve("18446744073709551615").text, "18446744073709551615");
  EXPECT_EQ(resolve("0xFFFFFFFFFFFFFFFF").text, "18446744073709551615");
  EXPECT_EQ(resolve("18446744073709551616").text, "18446744073709551616");
}

TEST(YamlScalar, ReadsDates) {
  const Node date = resolve("2020-1-1");
  EXPECT_TRUE(date.timestamp);
  EXPECT_TRUE(date.is_string());
  EXPECT_EQ(date.text, "2020-01-01T00:00:00Z");
  EXPECT_FALSE(resolve("2020-01").timestamp);
}

TEST(YamlScalar, ReadsBooleansAndNullOnlyInTheirThreeSpellings) {
  for (const char* text : {"true", "True", "TRUE"}) {
    EXPECT_EQ(resolve(text).kind, Node::Kind::kBool) << text;
    EXPECT_TRUE(resolve(text).boolean) << text;
  }
  for (const char* text : {"false", "False", "FALSE"}) {
    EXPECT_EQ(resolve(text).kind, Node::Kind::kBool) << text;
    EXPECT_FALSE(resolve(text).boolean) << text;
  }
  for (const char* text : {"", "~", "null", "Null", "NULL"}) {
    EXPECT_EQ(resolve(text).kind, Node::Kind::kNull) << text;
  }
}

TEST(YamlScalar, LeavesEverythingElseAString) {
  for (const char* text :
       {"yes", "on", "No", "off", "tRUE", "nULL",  "1:30",  "0o8",   "0x",         "1e", "_1",
        ".",   "+",  "-",  "=",   ".Nan", "1.2.3", "22:22", "1e400", "2020-01-01", "-a", "1e+"}) {
    EXPECT_EQ(resolve(text).kind, Node::Kind::kString) << text;
  }
}

TEST(YamlScalar, FitsATag) {
  EXPECT_TRUE(fits_type("int", resolve("1")));
  EXPECT_FALSE(fits_type("int", resolve("1.5")));
  EXPECT_TRUE(fits_type("float", resolve("1")));
  EXPECT_TRUE(fits_type("float", resolve("1.5")));
  EXPECT_FALSE(fits_type("bool", resolve("yes")));
  EXPECT_TRUE(fits_type("null", resolve("")));
  EXPECT_TRUE(fits_type("timestamp", resolve("2020-01-02")));
  EXPECT_FALSE(fits_type("binary", resolve("aGk=")));
}

}  // namespace
}  // namespace devstack::load
