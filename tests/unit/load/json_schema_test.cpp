// The schemas that editors read, against the tables that devstack reads with.
#include "schema/json_schema.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "load/shape_extension.hpp"
#include "load/shape_profile.hpp"

namespace devstack::load {
namespace {

std::string committed(const std::string& name) {
  std::ifstream file(std::string(DEVSTACK_TEST_DATA "/../../schema/") + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(JsonSchema, CommittedFilesAreCurrent) {
  const char* const advice = "run build/dev/bin/schema_writer schema, and read the difference";
  EXPECT_TRUE(committed("stack.json") == to_json(stack_schema(), 2) + "\n") << advice;
  EXPECT_TRUE(committed("profile.json") == to_json(profile_schema(), 2) + "\n") << advice;
}

/// Every reference in `value` leads to a definition.
void expect_references(const Value& value, const Value& definitions) {
  constexpr std::string_view kPrefix = "#/definitions/";
  for (const Value& item : value.items()) expect_references(item, definitions);
  for (const auto& [key, member] : value.members()) {
    expect_references(member, definitions);
    if (key != "$ref") continue;
    const std::string target = member.as_string();
    ASSERT_TRUE(target.starts_with(kPrefix)) << target;
    EXPECT_TRUE(definitions.contains(target.substr(kPrefix.size()))) << target;
  }
}

TEST(JsonSchema, ReferencesLeadSomewhere) {
  for (const Value& schema : {stack_schema(), profile_schema()}) {
    expect_references(schema, schema["definitions"]);
  }
}

/// Our own keys, all the way down.
void expect_descriptions(const Shape& shape, const std::string& path) {
  if (&shape == &kBuildShape) return;  // Compose's
  if (shape.values != nullptr) expect_descriptions(*shape.values, path + ".*");
  for (const Field& field : shape.fields) {
    const std::string place = path + "." + std::string(field.key);
    EXPECT_FALSE(field.about.empty()) << place;
    expect_descriptions(*field.shape, place);
    if (field.shape->items != nullptr) expect_descriptions(*field.shape->items, place);
  }
}

TEST(JsonSchema, OurOwnKeysAreDescribed) {
  expect_descriptions(kServiceExtensionShape, "service");
  expect_descriptions(kStackExtensionShape, "stack");
  expect_descriptions(kProfileShape, "profile");
}

TEST(JsonSchema, VariablesMayStandForNumbersAndWords) {
  const Value schema = stack_schema();
  const Value& definitions = schema["definitions"];
  const Value& integer = definitions["integer"]["anyOf"].items().at(1);
  EXPECT_TRUE(integer["pattern"].as_string().ends_with("|\\$"));
  const Value& cgroup = definitions["service"]["properties"]["cgroup"]["anyOf"];
  EXPECT_EQ(cgroup.items().at(1)["pattern"].as_string(), "\\$");
}

TEST(JsonSchema, AFragmentNeedsNotBeWhole) {
  const Value whole = stack_schema();
  const Value profile = profile_schema();
  EXPECT_FALSE(whole["definitions"]["model"]["required"].items().empty());
  EXPECT_TRUE(profile["definitions"]["model"]["required"].items().empty());
  EXPECT_TRUE(profile["definitions"].contains("x-devstack-service"));
}

}  // namespace
}  // namespace devstack::load
