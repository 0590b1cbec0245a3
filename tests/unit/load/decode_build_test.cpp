#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(DecodeBuild, ReadsAllAndNamesTheImage) {
  DecodeInput input;
  input.environment = {{"HOME", "/root"}};
  const auto result = decode(
      "services: {a: {build: {context: ../b, args: [HOME, U, C=d], target: t, network: host, "
      "no_cache: true, pull: true, shm_size: 1m, tags: [x], platforms: [linux/amd64]}}}",
      std::move(input));
  const model::Service& service = result.service("a");
  const model::Build& build = *service.build;
  EXPECT_EQ(service.image, "shop-a");
  EXPECT_EQ(build.context, "/b");
  EXPECT_EQ(build.dockerfile, "Dockerfile");
  EXPECT_EQ(build.args, (model::StringMap{{"C", "d"}, {"HOME", "/root"}}));
  EXPECT_EQ(build.unset_args, std::vector<std::string>{"U"});
  EXPECT_EQ(build.target, "t");
  EXPECT_TRUE(build.no_cache);
  EXPECT_TRUE(build.pull);
  EXPECT_EQ(build.shm_size, 1 << 20);
  EXPECT_EQ(build.platform, "linux/amd64");
}

TEST(DecodeBuild, RemoteContextsAndInlineFiles) {
  const auto result =
      decode_one("build: {context: \"https://x/y.git\", dockerfile_inline: FROM z}");
  EXPECT_EQ(result.service("a").build->context, "https://x/y.git");
  EXPECT_EQ(result.service("a").build->dockerfile, "");
}

}  // namespace
}  // namespace devstack::load
