#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(Extension, ReadsAService) {
  const auto result = decode_one(
      "image: devstack/mock:1, x-devstack: {job: {run: on-change, inputs: [\"a/*.sql\"], timeout: "
      "2m, retries: "
      "2}, budget: {memory: 1G, cpus: 0.5, startup: 2s}, optional: true, purpose: p, role: cache, "
      "mock: {}, image_fallback: {local: true, build: ./stand-in}}");
  EXPECT_EQ(result.findings(), "");
  const model::Extension& extension = result.service("a").extension;
  EXPECT_EQ(extension.job->run, model::Job::Run::kOnChange);
  EXPECT_EQ(extension.job->timeout, std::chrono::minutes(2));
  EXPECT_EQ(extension.budget->memory, 1 << 30);
  EXPECT_EQ(extension.budget->startup, std::chrono::seconds(2));
  EXPECT_TRUE(extension.optional);
  EXPECT_TRUE(extension.is_mock);
  EXPECT_TRUE(extension.image_fallback->local);
  EXPECT_EQ(extension.image_fallback->build->context, "/srv/stand-in");
  EXPECT_EQ(extension.image_fallback->build->dockerfile, "Dockerfile");
  EXPECT_EQ(extension.role, "cache");
}

TEST(Extension, UnknownKeysAreErrors) {
  EXPECT_EQ(decode_one("image: x, x-devstack: {redy: 1}").findings(),
            "DS1410 unknown key \"redy\" in \"services.a.x-devstack\"\n");
  EXPECT_EQ(decode("services: {}\nvolumes: {v: {x-devstack: {roles: cache}}}").findings(),
            "DS1410 unknown key \"roles\" in \"volumes.v.x-devstack\"\n");
  EXPECT_EQ(decode("services: {}\nnetworks: {n: {x-devstack: {}}}").findings(),
            "DS1410 unknown key \"x-devstack\" in \"networks.n\"\n");
}

TEST(Extension, ReadsTheRoleOfAVolume) {
  const auto result =
      decode("services: {}\nvolumes: {v: {x-devstack: {role: model-cache}}, w: {}}");
  EXPECT_EQ(result.findings(), "");
  EXPECT_EQ(result.decoded.stack.volumes.at("v").role, "model-cache");
  EXPECT_EQ(result.decoded.stack.volumes.at("w").role, "");
}

TEST(Extension, ReadsABackup) {
  const auto by_line = decode_one("image: x, x-devstack: {backup: {dump: pg_dump, restore: psql}}");
  EXPECT_EQ(by_line.findings(), "");
  EXPECT_EQ(by_line.service("a").extension.backup->dump, "pg_dump");
  EXPECT_EQ(by_line.service("a").extension.backup->restore, "psql");
  const auto by_volume = decode(
      "services: {a: {image: x, volumes: [\"data:/d\"], x-devstack: {backup: {volume: "
      "data}}}}\nvolumes: {data: {}}");
  EXPECT_EQ(by_volume.findings(), "");
  EXPECT_EQ(by_volume.service("a").extension.backup->volume, "data");
}

TEST(Extension, ABackupThatCannotBeRestoredIsNone) {
  for (const char* backup :
       {"{}", "{dump: x}", "{restore: x}", "{dump: x, restore: y, volume: z}"}) {
    EXPECT_EQ(decode_one("image: x, x-devstack: {backup: " + std::string(backup) + "}").findings(),
              "DS1412 \"services.a.x-devstack.backup\" must say \"dump\" and \"restore\", or "
              "\"volume\"\n")
        << backup;
  }
  const auto result = decode(
      "services: {a: {image: x, volumes: [\"data:/d\"], x-devstack: {backup: {volume: "
      "dta}}}}\nvolumes: {data: {}}");
  EXPECT_EQ(result.findings(),
            "DS1203 \"services.a.x-devstack.backup\" saves the volume \"dta\", which the service "
            "does not mount\n");
  EXPECT_EQ(result.diagnostics.all().front().hint, "did you mean \"data\"?");
}

TEST(Extension, ReadsTheTop) {
  const auto result = decode(
      "services: {a: {image: x}}\nx-devstack: {default_profile: dev, tiers: [{name: t, services: "
      "[a]}], exports: {URL: \"{address:a:80}\"}, links: [\"http://x\"]}");
  EXPECT_EQ(result.findings(), "");
  const model::StackExtension& extension = result.decoded.stack.extension;
  EXPECT_EQ(extension.default_profile, "dev");
  EXPECT_EQ(extension.tiers.front().services.front().value, "a");
  EXPECT_EQ(extension.exports.at("URL").value, "{address:a:80}");
  EXPECT_EQ(extension.links.size(), 1U);
  EXPECT_EQ(decode("services: {api: {image: x}}\nx-devstack: {tiers: [{name: t, services: [apu]}]}")
                .diagnostics.all()
                .front()
                .hint,
            "did you mean \"api\"?");
}

TEST(Extension, AJobOnChangeNeedsInputs) {
  EXPECT_EQ(decode_one("image: x, x-devstack: {job: {run: on-change}}").findings(),
            "DS1412 \"services.a.x-devstack.job\" runs on change of nothing\n");
}

TEST(Extension, ValuesThatMakeNoSense) {
  struct Case {
    const char* block;
    const char* message;
  };
  for (const auto& [block, message] :
       {Case{"job: {timeout: 0s}", "job.timeout\" must be longer than nothing, not 0s"},
        Case{"job: {timeout: -2m}", "job.timeout\" must be longer than nothing, not -2m0s"},
        Case{"job: {retries: -1}", "job.retries\" must be from 0 to 1000, not -1"},
        Case{"job: {retries: 5000}", "job.retries\" must be from 0 to 1000, not 5000"},
        Case{"job: {inputs: []}", "job.inputs\" is an empty list"},
        Case{"job: {run: on-change, inputs: [\"\"]}", "job.inputs\" has an item without text"},
        Case{"budget: {memory: 0}", "budget.memory\" must be more than 0, not 0"},
        Case{"budget: {memory: -1}", "budget.memory\" must be more than 0, not -1"},
        Case{"budget: {cpus: 0}", "budget.cpus\" must be more than 0, not 0"},
        Case{"budget: {storage: 0}", "budget.storage\" must be more than 0, not 0"},
        Case{"budget: {startup: 0s}", "budget.startup\" must be longer than nothing, not 0s"}}) {
    const auto result = decode_one("image: x, x-devstack: {" + std::string(block) + "}");
    EXPECT_EQ(result.findings(), "DS1412 \"services.a.x-devstack." + std::string(message) + "\n");
    ASSERT_FALSE(result.diagnostics.all().empty());
    EXPECT_TRUE(result.diagnostics.all().front().where.known());
  }
}

}  // namespace
}  // namespace devstack::load
