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

TEST(DecodeBuild, WhatOnlySomeBuildersCanDo) {
  const auto result = decode_one(
      "build: {context: ., secrets: [{source: s, target: id}], ssh: [default, key=/k], "
      "additional_contexts: {base: service:base}, cache_to: [c], platforms: [linux/a, linux/b], "
      "ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}, isolation: default, privileged: true}");
  const model::Build& build = *result.service("a").build;
  EXPECT_TRUE(result.service("a").image_is_derived);
  EXPECT_EQ(build.secrets.at(0).target, "id");
  EXPECT_EQ(build.ssh, (std::vector<std::string>{"default", "key=/k"}));
  EXPECT_EQ(build.additional_contexts.at("base"), "service:base");
  EXPECT_EQ(build.cache_to, std::vector<std::string>{"c"});
  EXPECT_EQ(build.platforms.size(), 2U);
  EXPECT_EQ(build.ulimits.at("nofile").hard, 2);
  EXPECT_EQ(build.ulimits.at("nproc").soft, 3);
  EXPECT_TRUE(build.privileged);
  EXPECT_TRUE(build.key_spans.at("secrets").known());
}

TEST(DecodeBuild, RemoteContextsAndInlineFiles) {
  const auto result =
      decode_one("build: {context: \"https://x/y.git\", dockerfile_inline: FROM z}");
  EXPECT_EQ(result.service("a").build->context, "https://x/y.git");
  EXPECT_EQ(result.service("a").build->dockerfile, "");
}

}  // namespace
}  // namespace devstack::load
