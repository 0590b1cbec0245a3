#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(References, UndefinedNames) {
  EXPECT_EQ(decode("services: {a: {image: x, networks: [frnt]}}\nnetworks: {front: }").findings(),
            "DS1203 service \"a\" refers to the network \"frnt\", which is not defined\n");
  EXPECT_EQ(decode("services: {a: {image: x, networks: [frnt]}}\nnetworks: {front: }")
                .diagnostics.all()
                .front()
                .hint,
            "did you mean \"front\"?");
  EXPECT_EQ(decode_one("image: x, volumes: [\"data:/d\"]").findings(),
            "DS1203 service \"a\" refers to the volume \"data\", which is not defined\n");
  EXPECT_EQ(
      decode_one("image: x, secrets: [s], configs: [c], models: [m]").diagnostics.all().size(), 3U);
  EXPECT_EQ(decode_one("image: x, depends_on: [b]").findings(),
            "DS1203 service \"a\" depends on \"b\", which is not defined\n");
}

TEST(References, InactiveDependency) {
  const auto result =
      decode("services: {a: {image: x, depends_on: [b]}, b: {image: y, profiles: [p, q]}}");
  EXPECT_EQ(result.findings(), "DS1211 service \"a\" requires \"b\", which is not active\n");
  EXPECT_EQ(result.diagnostics.all().front().hint, "--profile p or --profile q activates it");
}

TEST(References, Conflicts) {
  EXPECT_EQ(decode_one("image: x, network_mode: host, networks: [default]")
                .diagnostics.all()
                .front()
                .code,
            "DS1204");
  EXPECT_EQ(decode_one("image: x, mem_limit: 1g, deploy: {resources: {limits: {pids: 5}}}")
                .diagnostics.all()
                .front()
                .code,
            "DS1204");
  EXPECT_EQ(
      decode_one("image: x, mem_limit: 1g, deploy: {resources: {limits: {memory: 1g}}}").findings(),
      "");
  EXPECT_EQ(decode_one("image: x, scale: 3, deploy: {replicas: 2}").diagnostics.all().front().code,
            "DS1204");
  EXPECT_EQ(decode_one("tty: true").diagnostics.all().front().code, "DS1205");
}

TEST(References, NamesUsedTwice) {
  EXPECT_EQ(
      decode("services: {a: {image: x, container_name: nm}, b: {image: y, container_name: nm}}")
          .findings(),
      "DS1206 services \"a\" and \"b\" have the same container name \"nm\"\n");
  EXPECT_EQ(decode_one("image: x, container_name: nm, scale: 2").diagnostics.all().front().code,
            "DS1206");
  const auto ports = decode(
      "services: {a: {image: x, ports: [\"80:80\"]}, b: {image: y, ports: "
      "[\"80:81\"]}}");
  EXPECT_FALSE(ports.diagnostics.has_errors());
  EXPECT_EQ(ports.findings(), "DS1206 services \"a\" and \"b\" both publish port 80\n");
}

TEST(References, ChecksCanBeLeftOut) {
  const std::string yaml =
      "services: {a: {image: x, container_name: nm, networks: [nope]}, b: {image: x, "
      "container_name: nm}}";
  DecodeInput names;
  names.phases.container_names = false;
  EXPECT_EQ(decode(yaml, std::move(names)).findings().find("DS1206"), std::string::npos);
  DecodeInput all;
  all.phases.consistency = false;
  EXPECT_EQ(decode(yaml, std::move(all)).findings(), "");
}

TEST(References, TheOwnerOfANetworkIsLookedForWithoutNormalizationToo) {
  const std::string yaml = "services: {a: {image: x, network_mode: 'service:zot'}}";
  EXPECT_EQ(decode(yaml).findings(),
            "DS1203 service \"a\" depends on \"zot\", which is not defined\n");
  DecodeInput input;
  input.phases.normalize = false;
  EXPECT_EQ(decode(yaml, std::move(input)).findings(),
            "DS1203 service \"a\" uses the network of \"zot\", which is not defined\n");
}

TEST(References, DevicesAreCountedOrNamedWithoutConsistencyToo) {
  DecodeInput input;
  input.phases.consistency = false;
  EXPECT_EQ(
      decode("services: {a: {image: x, gpus: [{count: 1, device_ids: ['0']}]}}", std::move(input))
          .findings(),
      "DS1204 service \"a\" asks for devices by \"count\" and by \"device_ids\"\n");
}

}  // namespace
}  // namespace devstack::load
