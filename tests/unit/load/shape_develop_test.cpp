#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShapeDevelop, TakesItsKeysAndNoOthers) {
  const auto good = decode_one(
      "image: x, develop: {watch: [{path: /s, action: sync, target: /t, ignore: a}]}, pre_stop: "
      "[{command: [c], user: u}]");
  EXPECT_EQ(good.findings(), "");
  EXPECT_NE(good.json("a").find(R"("exec":{"command":null},"ignore":["a"])"), std::string::npos)
      << good.json("a");
  EXPECT_TRUE(decode_one("image: x, develop: {watch: [{path: /s, action: snyc}]}")
                  .diagnostics.has_errors());
}

}  // namespace
}  // namespace devstack::load
