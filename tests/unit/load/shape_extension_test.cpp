#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "load/shape_extension.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using Json = nlohmann::json;

Json load_schema() {
  std::ifstream file(DEVSTACK_TEST_DATA "/../../schema/x-devstack.json");
  return Json::parse(file);
}

/// The alternative of a schema that is a mapping with known keys.
const Json* mapping_of(const Json& schema) {
  if (schema.contains("properties")) return &schema;
  if (!schema.contains("oneOf")) return nullptr;
  for (const Json& choice : schema.at("oneOf")) {
    if (choice.contains("properties")) return &choice;
  }
  return nullptr;
}

/// Every key of the table is in the schema and the other way round, all the way down.
void expect_same_keys(const Shape& shape, const Json& schema, const std::string& path) {
  const Json* const mapping = mapping_of(schema);
  ASSERT_EQ(mapping != nullptr, !shape.fields.empty()) << path;
  if (mapping == nullptr) {
    if (shape.items != nullptr && schema.contains("items")) {
      expect_same_keys(*shape.items, schema.at("items"), path + "[]");
    }
    return;
  }
  std::set<std::string> in_table;
  std::set<std::string> in_schema;
  for (const Field& field : shape.fields) in_table.emplace(field.key);
  for (const auto& [key, value] : mapping->at("properties").items()) in_schema.insert(key);
  EXPECT_EQ(in_table, in_schema) << path;
  for (const Field& field : shape.fields) {
    const std::string key(field.key);
    if (!in_schema.contains(key)) continue;
    expect_same_keys(*field.shape, mapping->at("properties").at(key), path + "." + key);
  }
}

TEST(ShapeExtension, SchemaForEditorsSaysTheSame) {
  const Json definitions = load_schema().at("definitions");
  expect_same_keys(kServiceExtensionShape, definitions.at("service"), "service");
  expect_same_keys(kStackExtensionShape, definitions.at("stack"), "stack");
}

}  // namespace
}  // namespace devstack::load
