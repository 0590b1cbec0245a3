#include <gtest/gtest.h>
#include <string>

#include "load/short_forms.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

std::string mounts_json(const std::string& list) {
  const auto result = decode("services: {a: {image: x, volumes: " + list + "}}\nvolumes: {data: }");
  EXPECT_EQ(result.findings(), "") << list;
  return write_json(*result.decoded.document.find("services")->find("a")->find("volumes"),
                    JsonLayout::kCompact);
}

TEST(ShortMounts, KindsOfSources) {
  EXPECT_EQ(mounts_json("[\"data:/d:ro\"]"),
            R"([{"type":"volume","source":"data","target":"/d","read_only":true,"volume":{}}])");
  EXPECT_EQ(
      mounts_json("[\"./x:/x/../y/\"]"),
      R"([{"type":"bind","source":"/srv/x","target":"/y","bind":{"create_host_path":true}}])");
  EXPECT_EQ(mounts_json("[/anon]"), R"([{"type":"volume","target":"/anon","volume":{}}])");
}

TEST(ShortMounts, Options) {
  EXPECT_EQ(mounts_json("[\"/q:/q:rshared,ro,nocopy,Z,cached\"]"),
            R"([{"type":"bind","source":"/q","target":"/q","read_only":true,)"
            R"("bind":{"selinux":"Z","propagation":"rshared","create_host_path":true},)"
            R"("volume":{"nocopy":true}}])");
}

TEST(ShortMounts, WindowsDrivesAreNoVolumes) {
  EXPECT_EQ(mounts_json("[\"d:/d:ro\"]"),
            R"([{"type":"bind","source":"d:/d","target":"ro","bind":{"create_host_path":true}}])");
}

TEST(ShortMounts, BrokenOnesAreRefused) {
  for (const char* mount : {"\":/x\"", "\"/a::/b\"", "\"/aa:/b:ro:rw\"", "{type: bind, target: /x}",
                            "{type: tmpfs, target: /x, tmpfs: {size: -1}}"}) {
    const auto result = decode_one("image: x, volumes: [" + std::string(mount) + "]");
    EXPECT_TRUE(result.diagnostics.has_errors()) << mount;
  }
}

TEST(ShortMounts, AColonInAVariableSeparatesNothing) {
  Diagnostics diagnostics;
  CanonicalContext context{diagnostics, "services.a.volumes[0]"};
  Node node = Node::string("${SOURCE:-./d}:${TARGET:-/t}:ro");
  expand_mount(node, context);
  EXPECT_EQ(node.find("source")->text, "${SOURCE:-./d}");
  EXPECT_EQ(node.find("target")->text, "${TARGET:-/t}");
  EXPECT_FALSE(diagnostics.has_errors());
}

}  // namespace
}  // namespace devstack::load
