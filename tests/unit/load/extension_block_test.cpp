#include "load/extension_block.hpp"

#include <gtest/gtest.h>

#include "load/shape_extension.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

struct Prepared {
  Node block;
  std::string errors;
};

Prepared prepare(const std::string& text) {
  Diagnostics diagnostics;
  Node block =
      prepare_block(testing::parse(text), kServiceExtensionShape, "x-devstack", diagnostics);
  return {std::move(block), testing::places(diagnostics)};
}

TEST(ExtensionBlock, LongFormsForShortOnes) {
  const Prepared result = prepare("{ready: {tcp: \"80\"}, optional: yes}");
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(testing::show(result.block), "{ready: {tcp: {port: 80}}, optional: true}");
}

TEST(ExtensionBlock, WrongOnesAreReported) {
  EXPECT_EQ(prepare("{proces: {command: [x]}}").errors, "1:2 DS1410");
  EXPECT_EQ(prepare("[a]").errors, "1:1 DS1412");
}

TEST(ExtensionBlock, ElsewhereThereIsNone) {
  Diagnostics diagnostics;
  refuse_extension(testing::parse("{name: v}"), "networks.v", diagnostics);
  EXPECT_TRUE(diagnostics.all().empty());
  refuse_extension(testing::parse("{x-devstack: {}}"), "networks.v", diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "1:2 DS1410");
}

TEST(ExtensionBlock, OrderOfTheFile) {
  Node node = testing::parse("b: 1\na: 2\nd: 3\nc: 4\n");
  std::swap(node.entries[0], node.entries[3]);
  std::string keys;
  for (const Entry* entry : in_file_order(node.entries)) keys += entry->key;
  EXPECT_EQ(keys, "badc");
}

TEST(ExtensionBlock, TwiceHasBothPlaces) {
  const Node node = testing::parse("[a, b]");
  Diagnostics diagnostics;
  report_twice(node.items[1].span, node.items[0].span, "two", "take one", diagnostics);
  EXPECT_EQ(diagnostics.all().front().where.column, 5U);
  EXPECT_EQ(diagnostics.all().front().also_where.column, 2U);
}

}  // namespace
}  // namespace devstack::load
