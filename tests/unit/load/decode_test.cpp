#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(Decode, ProfilesSplitServices) {
  const std::string yaml = "services: {a: {image: x}, b: {image: y, profiles: [p]}}";
  const auto off = decode(yaml);
  EXPECT_FALSE(off.decoded.stack.services.contains("b"));
  EXPECT_TRUE(off.decoded.stack.disabled.contains("b"));
  EXPECT_EQ(off.decoded.document.find("services")->find("b"), nullptr);
  DecodeInput input;
  input.compose_profiles = {"p"};
  EXPECT_TRUE(decode(yaml, std::move(input)).decoded.stack.services.contains("b"));
}

TEST(Decode, PrintsOnlyWhatIsUsedButKnowsAllVolumes) {
  const auto result = decode(
      "services: {a: {image: x, networks: [n]}}\nnetworks: {n: , m: }\nvolumes: {v: }\n"
      "configs: {c: {content: x}}");
  const Node& document = result.decoded.document;
  EXPECT_EQ(document.find("networks")->entries.size(), 1U);
  EXPECT_EQ(document.find("volumes"), nullptr);
  EXPECT_EQ(document.find("configs"), nullptr);
  EXPECT_TRUE(result.decoded.stack.volumes.contains("v"));
  EXPECT_EQ(result.decoded.stack.networks.size(), 1U);
}

TEST(Decode, JobsAreDeclaredOrAwaited) {
  const auto result = decode(
      "services:\n  m: {image: x}\n  j: {image: x, x-devstack: {job: {}}}\n"
      "  a: {image: y, depends_on: {m: {condition: service_completed_successfully}}}");
  EXPECT_TRUE(result.service("m").is_job);
  EXPECT_TRUE(result.service("j").is_job);
  EXPECT_FALSE(result.service("a").is_job);
}

TEST(Decode, OptionalDependenciesOnInactiveServicesAreDropped) {
  const auto result = decode(
      "services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}, "
      "b: {image: y, profiles: [p]}}");
  EXPECT_EQ(result.findings(), "");
  EXPECT_TRUE(result.service("a").depends_on.empty());
  EXPECT_NE(result.json("a").find("depends_on"), std::string::npos);
}

TEST(Decode, AnEmptyDocumentIsAnEmptyStack) {
  const auto result = decode("{}");
  EXPECT_TRUE(result.decoded.stack.services.empty());
  EXPECT_EQ(to_json(result.decoded.document), "{\n  \"name\": \"shop\",\n  \"services\": {}\n}");
}

TEST(Decode, OwnershipNeedsFolderAndProject) {
  DecodeInput elsewhere;
  elsewhere.directory = "/other";
  EXPECT_NE(decode("{}").decoded.stack.id, decode("{}", std::move(elsewhere)).decoded.stack.id);
}

}  // namespace
}  // namespace devstack::load
