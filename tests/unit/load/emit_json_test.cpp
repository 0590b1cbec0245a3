#include <gtest/gtest.h>
#include <string>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(EmitJson, EscapesAsGoDoes) {
  Node node = Node::mapping();
  node.set("k", Node::string("<a>&\"\\\n\t\x01\xE2\x80\xA8\x7F\xC3\xA9"));
  EXPECT_EQ(write_json(node, JsonLayout::kCompact),
            "{\"k\":\"\\u003ca\\u003e\\u0026\\\"\\\\\\n\\t\\u0001\\u2028\x7F\xC3\xA9\"}");
}

// Measured with Docker Compose 2.40.3.
TEST(EmitJson, LargeNumbersEndInZeros) {
  const Node node = decode_testing::parse(
      "[18446744073709551615, 18446744073709551616, -9223372036854775809, 2020-01-01]");
  EXPECT_EQ(write_json(node, JsonLayout::kCompact),
            "[18446744073709551615,18446744073709552000,-9223372036854776000,"
            "\"2020-01-01T00:00:00Z\"]");
}

TEST(EmitJson, IndentsByTwo) {
  Node node = decode_testing::parse("{a: [1, x], b: {}, c: [], d: null, e: 1.5}");
  EXPECT_EQ(write_json(node, JsonLayout::kIndented),
            "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": null,\n"
            "  \"e\": 1.5\n}");
}

TEST(EmitJson, DocumentSortsItsTopAndDoublesDollars) {
  const auto result = decode("x-z: $$\nservices: {a: {image: \"$x\"}}\nvolumes: {}");
  const std::string json = to_json(result.decoded.document);
  EXPECT_LT(json.find("\"name\""), json.find("\"networks\""));
  EXPECT_LT(json.find("\"networks\""), json.find("\"services\""));
  EXPECT_NE(json.find("\"image\": \"$$x\""), std::string::npos);
  EXPECT_EQ(json.back(), '}');
}

}  // namespace
}  // namespace devstack::load
