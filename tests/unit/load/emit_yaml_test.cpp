#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

TEST(EmitYaml, NestsAsGoDoes) {
  const Node node =
      decode_testing::parse("{a: [x, {b: 1, c: [y]}, [z, w], [], {}], d: {e: null}, f: 1000000.0}");
  EXPECT_EQ(write_yaml(node),
            "a:\n  - x\n  - b: 1\n    c:\n      - \"y\"\n  - - z\n    - w\n  - []\n  - {}\n"
            "d:\n  e: null\nf: 1e+06\n");
}

/// Found by fuzzing: printed as Go prints them elsewhere they would be read as text.
TEST(EmitYaml, WhatNoNumberCanBeStaysWhatItIs) {
  const Node node = decode_testing::parse("{a: .inf, b: -.INF, c: .NaN, d: +.Inf, e: '.inf'}");
  const std::string text = "a: .inf\nb: -.inf\nc: .nan\nd: .inf\ne: \".inf\"\n";
  EXPECT_EQ(write_yaml(node), text);
  EXPECT_EQ(write_yaml(decode_testing::parse(text)), text);
}

// Measured with Docker Compose 2.40.3.
TEST(EmitYaml, DatesAndLargeNumbers) {
  EXPECT_EQ(write_yaml(decode_testing::parse("{a: 2020-01-01, b: '2020-01-01'}")),
            "a: 2020-01-01T00:00:00Z\nb: \"2020-01-01\"\n");
  EXPECT_EQ(write_yaml(decode_testing::parse(
                "{a: 18446744073709551615, b: 18446744073709551616, c: 9223372036854775808}")),
            "a: 18446744073709551615\nb: 1.8446744073709552e+19\nc: 9223372036854775808\n");
}

TEST(EmitYaml, BlocksKeepTheirEnds) {
  Node node = Node::mapping();
  node.set("a", Node::string("x\ny\n"));
  node.set("b", Node::string("x\ny"));
  node.set("c", Node::string("x\n\n"));
  node.set("d", Node::string("\nlead"));
  EXPECT_EQ(write_yaml(node), "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: |2-\n\n  lead\n");
}

TEST(EmitYaml, KeysOfSeveralLines) {
  Node node = Node::mapping();
  node.set("two\nlines", Node::string("v"));
  EXPECT_EQ(write_yaml(node), "? |-\n  two\n  lines\n: v\n");
}

TEST(EmitYaml, EmptyRoots) {
  EXPECT_EQ(write_yaml(Node::mapping()), "{}\n");
  EXPECT_EQ(write_yaml(Node{}), "null\n");
}

}  // namespace
}  // namespace devstack::load
