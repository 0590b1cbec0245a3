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
