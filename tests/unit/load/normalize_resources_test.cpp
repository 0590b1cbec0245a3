#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(NormalizeResources, Names) {
  const auto result = decode(
      "services: {a: {image: x, networks: [n, e, default]}}\nnetworks: {n: {name: own}, e: "
      "{external: true}}");
  EXPECT_EQ(result.decoded.stack.networks.at("n").name, "own");
  EXPECT_EQ(result.decoded.stack.networks.at("e").name, "e");
  EXPECT_EQ(result.decoded.stack.networks.at("default").name, "shop_default");
}

TEST(NormalizeResources, AnEmptyNameIsNoName) {
  const auto result = decode("services: {}\nvolumes: {v: {name: \"\"}}");
  EXPECT_EQ(result.decoded.stack.volumes.at("v").name, "shop_v");
}

TEST(NormalizeResources, DevicesOfLocalBindVolumes) {
  const auto result = decode(
      "services: {}\nvolumes: {v: {driver: local, driver_opts: {o: bind, device: ./d}}, w: "
      "{driver_opts: {o: bind, device: ./d}}}");
  EXPECT_EQ(result.decoded.stack.volumes.at("v").driver_opts.at("device"), "/srv/d");
  EXPECT_EQ(result.decoded.stack.volumes.at("w").driver_opts.at("device"), "./d");
}

TEST(NormalizeResources, Conflicts) {
  EXPECT_EQ(decode("services: {}\nvolumes: {v: {external: true, driver: d}}").findings(),
            "DS1204 \"volumes.v\" is external, so \"driver\" has no effect on it\n");
  EXPECT_EQ(decode("services: {}\nsecrets: {s: {file: a, environment: B}}").findings(),
            "DS1204 \"secrets.s\" has both \"file\" and \"environment\"\n");
  EXPECT_EQ(decode("services: {}\nconfigs: {c: {}}").findings(),
            "DS1205 \"configs.c\" does not say where it comes from\n");
}

TEST(NormalizeResources, NoNamesWithoutThatPhase) {
  DecodeInput input;
  input.phases.normalize = false;
  const auto result =
      decode("services: {a: {image: x, networks: [n]}}\nnetworks: {n: }", std::move(input));
  const Node* const networks = result.decoded.document.find("networks");
  ASSERT_NE(networks, nullptr);
  ASSERT_EQ(networks->entries.size(), 1U);
  EXPECT_EQ(networks->find("n")->find("name"), nullptr);
}

}  // namespace
}  // namespace devstack::load
