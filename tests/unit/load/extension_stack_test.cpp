#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

/// What is said about a block at the top of a stack with the services "db" and "api".
std::string findings(const std::string& block) {
  return decode_testing::decode("services: {db: {image: x}, api: {image: x}}\nx-devstack: {" +
                                block + "}")
      .findings();
}

TEST(ExtensionStack, TiersMustMakeSense) {
  EXPECT_EQ(findings("tiers: [{name: a, services: [db]}, {name: b, services: [api]}]"), "");
  EXPECT_EQ(findings("tiers: [{name: a, services: [db]}, {name: a, services: [api]}]"),
            "DS1412 there are two tiers with the name \"a\"\n");
  EXPECT_EQ(findings("tiers: [{name: \"\", services: [db]}]"),
            "DS1412 \"x-devstack.tiers[0].name\" is empty\n");
  EXPECT_EQ(findings("tiers: [{name: a, services: []}]"),
            "DS1412 \"x-devstack.tiers[0].services\" is an empty list\n");
  EXPECT_EQ(findings("tiers: [{name: a, services: [dn]}]"),
            "DS1203 tier \"a\" has the service \"dn\", which is not defined\n");
}

TEST(ExtensionStack, ExportsAreForShells) {
  EXPECT_EQ(findings("exports: {URL: \"pg://{address:db:5432}/{x}\", PORT: \"{port:api:80}\"}"),
            "");
  EXPECT_EQ(findings("exports: {\"A; rm x\": a}"),
            "DS1412 \"A; rm x\" under \"x-devstack.exports\" is no name of a variable\n");
  EXPECT_EQ(findings("exports: {A: \"{address:dn:5432}\"}"),
            "DS1203 \"{address:dn:5432}\" means the service \"dn\", which is not defined\n");
  for (const char* wrong : {"{address:db}", "{port:db:x}", "{port:db:0}", "{port:db:70000}"}) {
    EXPECT_EQ(findings("exports: {A: \"" + std::string(wrong) + "\"}"),
              "DS1412 \"" + std::string(wrong) + "\" names no port\n");
  }
}

TEST(ExtensionStack, EmptyTexts) {
  EXPECT_EQ(findings("default_profile: \"\""), "DS1412 \"x-devstack.default_profile\" is empty\n");
  EXPECT_EQ(findings("links: [\"\"]"), "DS1412 \"x-devstack.links\" has an item without text\n");
}

}  // namespace
}  // namespace devstack::load
