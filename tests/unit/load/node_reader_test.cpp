#include <gtest/gtest.h>
#include <chrono>
#include <string>
#include <vector>

#include "load/node_reader.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

TEST(NodeReader, ReadsWhatIsThere) {
  const Node node = decode_testing::parse(
      "{t: x, i: 3, s: \"1024\", b: true, f: 0.5, d: 1m0s, m: \"0440\", l: [a, b], k: {z: y}}");
  const NodeReader reader(&node);
  EXPECT_EQ(reader.text("t"), "x");
  EXPECT_EQ(reader.integer("i"), 3);
  EXPECT_EQ(reader.integer("s"), 1024);
  EXPECT_EQ(reader.maybe_boolean("b"), true);
  EXPECT_EQ(reader.number("f"), 0.5);
  EXPECT_EQ(reader.duration("d"), std::chrono::seconds(60));
  EXPECT_EQ(reader.octal("m"), 0440U);
  EXPECT_EQ(reader.texts("l"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(reader.section("k").text("z"), "y");
  EXPECT_EQ(reader.text_map("k").at("z"), "y");
}

TEST(NodeReader, AbsentReadsAsNothing) {
  const NodeReader reader(nullptr);
  EXPECT_EQ(reader.text("t"), "");
  EXPECT_FALSE(reader.boolean("b"));
  EXPECT_FALSE(reader.integer("i"));
  EXPECT_FALSE(reader.section("a").duration("d"));
  EXPECT_TRUE(reader.items("l").empty());
  EXPECT_TRUE(reader.entries("k").empty());
}

}  // namespace
}  // namespace devstack::load
