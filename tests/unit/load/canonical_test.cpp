#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(Canonical, OrdersKnownKeysThenOwnOnes) {
  Node node = decode_testing::parse("{x-b: 1, volumes: {}, name: n, x-a: 2}");
  Diagnostics diagnostics;
  canonicalise(node, kStackShape, "", diagnostics);
  std::vector<std::string> keys;
  for (const Entry& entry : node.entries) keys.push_back(entry.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"name", "volumes", "x-a", "x-b"}));
}

TEST(Canonical, PruneDropsWhatSaysNothing) {
  EXPECT_EQ(decode_one("image: x, tty: false, init: false, cap_add: [], mem_limit: 0, "
                       "stop_grace_period: 0s, scale: 0")
                .json("a"),
            R"({"command":null,"entrypoint":null,"image":"x","init":false,)"
            R"("networks":{"default":null},"scale":0,"stop_grace_period":"0s"})");
}

TEST(Canonical, JsonHasMembersThatYamlOmits) {
  const auto result = decode("services: {a: {image: x, deploy: {}, x-own: 1}}\nx-top: 1");
  const Node& document = result.decoded.document;
  EXPECT_EQ(write_json(*json_view(document, kStackShape).find("services"), JsonLayout::kCompact),
            R"({"a":{"command":null,"deploy":{"resources":{},"placement":{}},)"
            R"("entrypoint":null,"image":"x","networks":{"default":null}}})");
  EXPECT_EQ(to_yaml(document),
            "name: shop\nservices:\n  a:\n    deploy: {}\n    image: x\n    networks:\n"
            "      default: null\n    x-own: 1\nnetworks:\n  default:\n    name: shop_default\n"
            "x-top: 1\n");
}

}  // namespace
}  // namespace devstack::load
