#include "devstack/data/compatibility.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/data/sample_stack.hpp"

namespace devstack::data {
namespace {

Manifest of(const std::string& service, BackupKind kind, const std::string& key) {
  Manifest manifest;
  manifest.project = "shop";
  manifest.project_id = "0123";
  manifest.entries.push_back({service, kind, key, "", "", "file", 1, ""});
  return manifest;
}

TEST(Compatibility, TheMajorVersionIsTheImagesOrTheTags) {
  struct Case {
    const char* image;
    std::vector<std::string> environment;
    const char* major;
  };
  const std::vector<Case> cases{
      {"postgres:15-alpine", {}, "15"},
      {"postgres:latest", {"PATH=/bin", "PG_MAJOR=16"}, "16"},
      {"timescale/timescaledb:2.1-pg15", {"PG_MAJOR=15"}, "15"},
      {"redis:7.2.4", {}, "7"},
      {"redis", {"REDIS_VERSION=7.2.4"}, "7"},
      {"mongo:v6", {}, "6"},
      {"chroma:latest", {}, ""},
      {"not an image", {}, ""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(major_version(one.image, one.environment), one.major) << one.image;
  }
}

TEST(Compatibility, AnotherProjectIsTakenOnlyWhenAsked) {
  auto manifest = of("db", BackupKind::kDump, "");
  const auto stack = sample_stack();
  EXPECT_NO_THROW(check_project("f", manifest, stack, OtherProject::kRefuse));
  manifest.project_id = "of another checkout";
  EXPECT_NO_THROW(check_project("f", manifest, stack, OtherProject::kRefuse));
  manifest.project = "other";
  EXPECT_THROW(check_project("f", manifest, stack, OtherProject::kRefuse), Error);
  EXPECT_NO_THROW(check_project("f", manifest, stack, OtherProject::kTake));
}

TEST(Compatibility, EntriesNeedAServiceThatCanTakeThem) {
  const auto stack = sample_stack();
  const auto count = [&stack](const Manifest& manifest, const std::vector<std::string>& services) {
    return choose_entries("f", manifest, stack, services).size();
  };
  EXPECT_EQ(count(of("db", BackupKind::kDump, ""), {}), 1U);
  EXPECT_EQ(count(of("vector", BackupKind::kVolume, "vectors"), {}), 1U);
  EXPECT_THROW(count(of("db", BackupKind::kDump, ""), {"redis"}), Error);
  EXPECT_THROW(count(of("gone", BackupKind::kDump, ""), {}), Error);
  EXPECT_THROW(count(of("redis", BackupKind::kDump, ""), {}), Error);
  EXPECT_THROW(count(of("db", BackupKind::kVolume, "others"), {}), Error);
}

}  // namespace
}  // namespace devstack::data
