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
  Node block = prepare_block(testing::parse(text), kServiceExtensionShape, later_service_keys(),
                             "x-devstack", diagnostics);
  return {std::move(block), testing::places(diagnostics)};
}

TEST(ExtensionBlock, LongFormsForShortOnes) {
  const Prepared result = prepare("{ready: {tcp: \"80\"}, optional: yes}");
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(testing::show(result.block), "{ready: {tcp: {port: 80}}, optional: true}");
}

TEST(ExtensionBlock, LaterKeysAreRefusedOnce) {
  EXPECT_EQ(prepare("{process: {command: [x]}}").errors, "1:2 DS1411");
  EXPECT_EQ(prepare("{image_fallback: {build: .}}").errors, "1:19 DS1411");
  EXPECT_EQ(prepare("{mock: {http: 80, tcp: 81}}").errors, "1:9 DS1411; 1:19 DS1411");
  EXPECT_EQ(prepare("[a]").errors, "1:1 DS1412");
}

TEST(ExtensionBlock, ElsewhereThereIsNone) {
  Diagnostics diagnostics;
  refuse_extension(testing::parse("{name: v}"), "volumes.v", diagnostics);
  EXPECT_TRUE(diagnostics.all().empty());
  refuse_extension(testing::parse("{x-devstack: {}}"), "volumes.v", diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "1:2 DS1411");
}

}  // namespace
}  // namespace devstack::load
