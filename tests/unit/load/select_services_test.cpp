#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

const char* const kStack =
    "services: {web: {image: x, depends_on: [db]}, db: {image: y, profiles: [data]}, "
    "admin: {image: z, profiles: [tools]}}";

std::vector<std::string> active(const DecodeInput& input) {
  const auto result = decode(kStack, input);
  std::vector<std::string> names;
  for (const auto& [name, service] : result.decoded.stack.services) names.push_back(name);
  return names;
}

TEST(SelectServices, ByComposeProfile) {
  DecodeInput input;
  input.compose_profiles = {"data"};
  EXPECT_EQ(active(input), (std::vector<std::string>{"db", "web"}));
  input.compose_profiles = {"*"};
  EXPECT_EQ(active(input).size(), 3U);
}

TEST(SelectServices, NamingAServiceActivatesItsProfiles) {
  DecodeInput input;
  input.named_services = {"admin"};
  EXPECT_EQ(active(input), (std::vector<std::string>{"admin", "web"}));
}

TEST(SelectServices, AChoicePullsInWhatItRequires) {
  DecodeInput input;
  input.only_services = {{"web", {}}};
  EXPECT_EQ(active(input), (std::vector<std::string>{"db", "web"}));
}

TEST(SelectServices, ComposeProfilesAddToAChoice) {
  DecodeInput input;
  input.only_services = {{"db", {}}};
  EXPECT_EQ(active(input), (std::vector<std::string>{"db"}));
  input.compose_profiles = {"tools"};
  EXPECT_EQ(active(input), (std::vector<std::string>{"admin", "db"}));
}

TEST(SelectServices, AnUnknownChoiceIsAnError) {
  DecodeInput input;
  input.only_services = {{"wep", {}}};
  const auto result = decode(kStack, input);
  ASSERT_TRUE(result.diagnostics.has_errors());
  EXPECT_EQ(result.diagnostics.all().front().code, "DS1203");
  EXPECT_EQ(result.diagnostics.all().front().hint, "did you mean \"web\"?");
}

}  // namespace
}  // namespace devstack::load
