#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShapeBuild, TakesItsKeysAndNoOthers) {
  const auto good = decode_one(
      "build: {context: ., entitlements: [a], provenance: false, sbom: true, cache_to: [a], "
      "isolation: i, privileged: true, secrets: []}");
  EXPECT_EQ(good.findings(), "");
  EXPECT_NE(good.json("a").find(R"("provenance":"false","sbom":"true")"), std::string::npos)
      << good.json("a");
  EXPECT_TRUE(decode_one("build: {contxt: .}").diagnostics.has_errors());
}

}  // namespace
}  // namespace devstack::load
