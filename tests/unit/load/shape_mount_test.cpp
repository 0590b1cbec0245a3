#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShapeMount, TakesItsKeysAndNoOthers) {
  const auto good = decode_one(
      "image: x, volumes: [{type: bind, source: /s, target: /t, bind: {propagation: p, recursive: "
      "enabled}}, {type: image, source: i, target: /i, image: {subpath: s}}, {type: volume, "
      "target: /v, volume: {labels: [a=b], nocopy: true, subpath: p}}]");
  EXPECT_EQ(good.findings(), "");
  EXPECT_NE(good.json("a").find(R"("bind":{"propagation":"p","recursive":"enabled"})"),
            std::string::npos)
      << good.json("a");
  EXPECT_TRUE(decode_one("image: x, volumes: [{type: tmpfs, target: /x, foo: 1}]")
                  .diagnostics.has_errors());
}

}  // namespace
}  // namespace devstack::load
