#include "load/mapping_builder.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(MappingBuilder, AddsAndReplacesInPlace) {
  MappingBuilder builder(testing::parse("{a: 1, b: 2}"));
  builder.set("c", testing::parse("3"));
  builder.set("a", testing::parse("4"));
  ASSERT_NE(builder.find("a"), nullptr);
  EXPECT_EQ(builder.find("a")->integer, 4);
  EXPECT_EQ(builder.find("d"), nullptr);
  EXPECT_EQ(testing::show(builder.take()), "{a: 4, b: 2, c: 3}");
}

TEST(MappingBuilder, BeginsEmpty) {
  MappingBuilder builder(SourceSpan{});
  const Node empty = builder.take();
  EXPECT_TRUE(empty.is_mapping());
  EXPECT_TRUE(empty.entries.empty());
}

}  // namespace
}  // namespace devstack::load
