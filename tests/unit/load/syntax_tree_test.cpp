// The tree's accessors.
#include "devstack/load/syntax_tree.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(SyntaxTree, SetsFindsAndErases) {
  Node node;
  node.set("a", Node::integer_of(1));
  node.set("b", Node::string("x"));
  node.set("a", Node::boolean_of(true));
  EXPECT_EQ(testing::show(node), "{a: true, b: \"x\"}");
  ASSERT_NE(node.find("b"), nullptr);
  EXPECT_EQ(node.find("b")->text, "x");
  EXPECT_EQ(node.find("c"), nullptr);
  EXPECT_TRUE(node.erase("a"));
  EXPECT_FALSE(node.erase("a"));
  EXPECT_EQ(testing::show(node), "{b: \"x\"}");
}

TEST(SyntaxTree, FindsNothingInWhatIsNoMapping) {
  EXPECT_EQ(Node::string("x").find("x"), nullptr);
  EXPECT_EQ(Node::sequence().find_entry("x"), nullptr);
}

TEST(SyntaxTree, NamesKindsAsPeopleDo) {
  EXPECT_EQ(kind_name(Node::Kind::kFloat), "number");
  EXPECT_EQ(kind_name(Node::Kind::kSequence), "list");
}

}  // namespace
}  // namespace devstack::load
