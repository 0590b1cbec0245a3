#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(ShapeStack, TopLevelKeys) {
  EXPECT_EQ(decode("version: \"3\"\nname: n\nservices: {}\nx-own: 1").findings(), "");
  EXPECT_EQ(decode("servces: {}").findings(),
            "DS1201 unknown key \"servces\" at the top of the file\n");
}

TEST(ShapeStack, ModelsAreInYamlOnly) {
  const auto result = decode("services: {a: {image: x, models: [m]}}\nmodels: {m: {model: ai/x}}");
  EXPECT_NE(to_yaml(result.decoded.document).find("\nmodels:"), std::string::npos);
  EXPECT_EQ(to_json(result.decoded.document).find("\n  \"models\""), std::string::npos);
}

}  // namespace
}  // namespace devstack::load
