// Keys of items, and which of two equal ones stays.
#include "load/unique_items.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(UniqueItems, KnowsPortsByTheirAddress) {
  struct Case {
    const char* port;
    const char* key;
  };
  for (const auto& [port, key] :
       {Case{"80", "0.0.0.0::80/tcp"}, Case{"'8080:80'", "0.0.0.0:8080:80/tcp"},
        Case{"'53:53/udp'", "0.0.0.0:53:53/udp"},
        Case{"'127.0.0.1:8080:80'", "127.0.0.1:8080:80/tcp"},
        Case{"'[::1]:8080:80'", "::1:8080:80/tcp"}, Case{"'127.0.0.1::80'", "127.0.0.1::80/tcp"},
        Case{"{target: 80, published: 8080}", "0.0.0.0:8080:80/tcp"},
        Case{"{target: 80, host_ip: 127.0.0.1, protocol: udp}", "127.0.0.1::80/udp"}}) {
    EXPECT_EQ(port_key(testing::parse(port)), key) << port;
  }
}

TEST(UniqueItems, PutsTheLaterItemInTheEarliersPlace) {
  struct Case {
    const char* members;
    const char* expected;
  };
  for (const auto& [members, expected] :
       {Case{"expose: [80, '80', 81]", "{expose: [\"80\", 81]}"},
        Case{"secrets: [s, {source: t, target: /run/secrets/s}]",
             "{secrets: [{source: t, target: /run/secrets/s}]}"},
        Case{"configs: [c, {source: c, mode: 0440}]", "{configs: [{source: c, mode: 0440}]}"},
        Case{"devices: ['/dev/a:/dev/x', '/dev/b:/dev/x:r']", "{devices: [\"/dev/b:/dev/x:r\"]}"},
        Case{"volumes: [/data, 'vol:/data:ro']", "{volumes: [\"vol:/data:ro\"]}"},
        Case{"networks: {n: {aliases: [a, b, a]}}", "{networks: {n: {aliases: [a, b]}}}"},
        Case{"command: [a, a]", "{command: [a, a]}"}}) {
    Node document = testing::parse(std::string("services: {a: {") + members + "}}");
    enforce_unique_items(document);
    EXPECT_EQ(testing::show(*document.find("services")->find("a")), expected);
  }
}

TEST(UniqueItems, KnowsEnvFilesBelowTheProjectByTheirRelativePaths) {
  Node document = testing::parse(
      "services: {a: {env_file: [{path: /p/s/z.env}, /q/z.env, own.env, s/z.env, ./s/z.env]}}");
  enforce_unique_env_files(document, "/p");
  EXPECT_EQ(testing::show(*document.find("services")->find("a")),
            "{env_file: [s/z.env, /q/z.env, own.env, ./s/z.env]}");
}

}  // namespace
}  // namespace devstack::load
