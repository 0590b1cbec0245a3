#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(DecodeStorage, Mounts) {
  const auto result = decode(
      "services: {a: {image: x, volumes: [\"vol:/v:ro\", \"./b:/b:Z\", {type: tmpfs, target: /t, "
      "tmpfs: {size: 1m, mode: 448}}, {type: bind, source: /s, target: /s}]}}\nvolumes: {vol: }");
  const std::vector<model::Mount>& mounts = result.service("a").volumes;
  ASSERT_EQ(mounts.size(), 4U);
  EXPECT_EQ(mounts[0].type, model::MountType::kVolume);
  EXPECT_EQ(mounts[0].source, "vol");
  EXPECT_TRUE(mounts[0].read_only);
  EXPECT_EQ(mounts[1].source, "/srv/b");
  EXPECT_EQ(mounts[1].bind_selinux, "Z");
  EXPECT_TRUE(mounts[1].bind_create_host_path);
  EXPECT_EQ(mounts[2].tmpfs_size, 1 << 20);
  EXPECT_EQ(mounts[2].tmpfs_mode, 0700U);
  EXPECT_FALSE(mounts[3].bind_create_host_path);
}

TEST(DecodeStorage, FileReferences) {
  const auto result = decode(
      "services: {a: {image: x, configs: [{source: c, target: /etc/c, mode: \"0440\"}], secrets: "
      "[{source: s, target: t}]}}\nconfigs: {c: {content: x}}\nsecrets: {s: {file: f}}");
  EXPECT_EQ(result.service("a").configs.front().target, "/etc/c");
  EXPECT_EQ(result.service("a").configs.front().mode, 0440U);
  EXPECT_EQ(result.service("a").secrets.front().target, "/run/secrets/t");
}

TEST(DecodeStorage, WhetherItsOwnOptionsAreWritten) {
  const auto result = decode(
      "services: {a: {image: x, volumes: [/short, {type: volume, target: /long}, {type: volume, "
      "target: /empty, volume: {}}, ./b:/b, {type: bind, source: /s, target: /s, volume: {}}, "
      "{type: tmpfs, target: /t}, {type: tmpfs, target: /u, tmpfs: {size: 1}}]}}");
  std::string options;
  for (const model::Mount& mount : result.service("a").volumes) {
    options += mount.has_options ? '1' : '0';
  }
  EXPECT_EQ(options, "1011001") << result.findings();
}

}  // namespace
}  // namespace devstack::load
