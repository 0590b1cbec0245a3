#include "devstack/data/manifest.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/data/sample_stack.hpp"

namespace devstack::data {
namespace {

Manifest sample() {
  Manifest manifest;
  manifest.project = "shop";
  manifest.project_id = "0123";
  manifest.entries.push_back(
      {"db", BackupKind::kDump, "", "postgres:15", "15", "db/dump", 5, std::string(64, 'a')});
  manifest.entries.push_back({"redis", BackupKind::kVolume, "cache", "redis:7", "7",
                              "redis/volume-cache.tar", 7, std::string(64, 'b')});
  manifest.jobs = {{"migrate", "f1"}};
  return manifest;
}

std::string code_of(const std::string& text) {
  try {
    const auto manifest = parse_manifest("file", text);
    return "";
  } catch (const Error& error) {
    return error.code();
  }
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = to_text(sample());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Manifest, SurvivesItsText) {
  const Manifest read = parse_manifest("file", to_text(sample()));
  EXPECT_EQ(to_text(read), to_text(sample()));
  EXPECT_EQ(read.bytes(), 12);
  EXPECT_EQ(read.services(), (std::vector<std::string>{"db", "redis"}));
  EXPECT_EQ(read.jobs.at("migrate"), "f1");
}

TEST(Manifest, RefusesWhatIsNotOurs) {
  EXPECT_EQ(code_of(""), "DS5001");
  EXPECT_EQ(code_of("{}"), "DS5001");
  EXPECT_EQ(code_of("[1]"), "DS5001");
  EXPECT_EQ(code_of(with("\"format\": 1", "\"format\": 2")), "DS5003");
  EXPECT_EQ(code_of(with("\"kind\": \"dump\"", "\"kind\": \"exec\"")), "DS5001");
  EXPECT_EQ(code_of(with(std::string(64, 'a'), "short")), "DS5001");
  EXPECT_EQ(code_of(with("\"bytes\": 5", "\"bytes\": -5")), "DS5006");
  EXPECT_EQ(code_of(with("\"bytes\": 5", "\"bytes\": 9223372036854775807")), "DS5006");
  EXPECT_EQ(code_of(with("db/dump", "../dump")), "DS5006");
  EXPECT_EQ(code_of(with("db/dump", "/etc/passwd")), "DS5006");
  EXPECT_EQ(code_of(with("db/dump", "manifest.json")), "DS5006");
  EXPECT_EQ(code_of(with("db/dump", "redis/volume-cache.tar")), "DS5006");
}

TEST(Manifest, AnEmptyOneIsNoBackup) {
  Manifest manifest = sample();
  manifest.entries.clear();
  EXPECT_EQ(code_of(to_text(manifest)), "DS5001");
}

TEST(Manifest, StacksAreToldApartByTheirConfiguration) {
  auto stack = sample_stack();
  const auto before = stack_hash(stack);
  stack.services["db"].config_hash = "other";
  EXPECT_NE(stack_hash(stack), before);
}

}  // namespace
}  // namespace devstack::data
