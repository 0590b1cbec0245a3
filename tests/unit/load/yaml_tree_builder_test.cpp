// The builder without a parser: budgets and merge keys.
#include "load/yaml_tree_builder.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(YamlTreeBuilder, BuildsWhatTheEventsSay) {
  Diagnostics diagnostics;
  TreeBuilder builder(diagnostics);
  builder.begin(Node::mapping(), 0);
  builder.add_scalar(Node::string("k"), 0);
  builder.begin(Node::sequence(), 7);
  builder.add_scalar(Node::integer_of(1), 0);
  builder.end();
  builder.add_scalar(Node::string("l"), 0);
  builder.add_alias({}, 7);
  builder.end();
  EXPECT_EQ(testing::show(builder.take_document()), "{k: [1], l: [1]}");
  EXPECT_FALSE(builder.failed());
}

TEST(YamlTreeBuilder, GivesUpAtItsBudgets) {
  Diagnostics diagnostics;
  TreeBuilder builder(diagnostics);
  builder.begin(Node::sequence(), 0);
  builder.begin(Node::sequence(), 1);
  for (int i = 0; i < 1000; ++i) builder.add_scalar(Node::integer_of(i), 0);
  builder.end();
  std::size_t copies = 0;
  EXPECT_THROW(for (;; ++copies) builder.add_alias({}, 1), BrokenYaml);
  EXPECT_EQ(copies, TreeBuilder::kMaxAliasNodes / 1001);
  EXPECT_EQ(diagnostics.all().at(0).code, "DS1104");
}

TEST(YamlTreeBuilder, KnowsTheKeyWhoseValueComesNext) {
  Diagnostics diagnostics;
  TreeBuilder builder(diagnostics);
  EXPECT_FALSE(builder.pending_key().known());
  builder.begin(Node::mapping(), 0);
  const SourceSpan place{make_source("f", "k:"), 1, 1, 1};
  builder.add_scalar(Node::string("k", place), 0);
  EXPECT_EQ(builder.pending_key().to_string(), "f:1:1");
}

}  // namespace
}  // namespace devstack::load
