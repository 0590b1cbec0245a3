// Shapes to JSON Schema, draft 7: kinds become types, known keys properties, choices enumerations.
#include "schema/json_schema.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "load/shape_extension.hpp"
#include "load/shape_profile.hpp"
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables below read like those of the loader

// `include` and `extends` are resolved before the loader's tables see the document.
constexpr Shape kPaths{.takes = kTakesString | kTakesList, .items = &kString};
constexpr Field kIncludeFields[] = {
    {.key = "path", .shape = &kPaths, .required = true},
    {.key = "project_directory", .shape = &kString},
    {.key = "env_file", .shape = &kPaths},
};
constexpr Shape kInclusion{.takes = kTakesString | kTakesMap, .fields = kIncludeFields};
constexpr Shape kInclude{.takes = kTakesNull | kTakesList, .items = &kInclusion};
constexpr Field kExtendsFields[] = {
    {.key = "service", .shape = &kString, .required = true},
    {.key = "file", .shape = &kString},
};
constexpr Shape kExtends{.takes = kTakesString | kTakesMap, .fields = kExtendsFields};

/// Keys that the tables leave to others.
const Shape& member_shape(const Shape& shape, const Field& field) {
  if (&shape == &kStackShape && field.key == "include") return kInclude;
  if (&shape == &kServiceShape && field.key == "extends") return kExtends;
  return *field.shape;
}

/// Shapes that stand under a name, once.
const std::map<const Shape*, std::string>& named_shapes() {
  static const std::map<const Shape*, std::string> kNames{
      {&kServiceShape, "service"},
      {&kBuildShape, "build"},
      {&kDeployShape, "deploy"},
      {&kDevelopShape, "develop"},
      {&kMountShape, "mount"},
      {&kPortShape, "port"},
      {&kNetworkShape, "network"},
      {&kVolumeShape, "volume"},
      {&kConfigShape, "config"},
      {&kSecretShape, "secret"},
      {&kModelShape, "model"},
      {&kHookShape, "hook"},
      {&kBudgetShape, "budget"},
      {&kServiceExtensionShape, "x-devstack-service"},
      {&kStackExtensionShape, "x-devstack"},
      {&kFragmentShape, "fragment"},
      {&kBoolean, "boolean"},
      {&kInteger, "integer"},
      {&kWholeNumber, "whole-number"},
      {&kNumber, "number"},
      {&kDuration, "duration"},
      {&kSize, "size"},
      {&kTextSize, "text-size"},
      {&kStrings, "strings"},
      {&kUniqueStrings, "unique-strings"},
      {&kStringOrList, "string-or-list"},
      {&kOptions, "options"},
      {&kVariables, "variables"},
      {&kLabels, "labels"},
      {&kCommand, "command"},
      {&kExtraHosts, "extra-hosts"},
      {&kUlimits, "ulimits"},
      {&kFileReferences, "file-references"},
      {&kSecretReferences, "secret-references"},
      {&kDeviceRequest, "device-request"},
  };
  return kNames;
}

/// What a text must look like to become the value; a "$" means that interpolation decides.
std::string_view pattern_of(Cast cast) {
  switch (cast) {
    case Cast::kBoolean:
      return "^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY]|[yY][eE][sS]|[nN]|[nN][oO]|[oO][nN]|"
             "[oO][fF][fF])$|\\$";
    case Cast::kInteger:
      return "^-?[0-9]+$|\\$";
    case Cast::kCount:
      return "^(-?[0-9]+|[aA][lL][lL])$|\\$";
    case Cast::kNumber:
      return "^-?[0-9.]+([eE][-+]?[0-9]+)?$|\\$";
    case Cast::kDuration:
      return "^[-+]?(0|(([0-9]+([.][0-9]*)?|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h|d|w))+)$|\\$";
    case Cast::kSize:
      return "^-?[0-9.]+ ?([bB]|[kKmMgGtTpP]([iI]?[bB])?)?$|\\$";
    case Cast::kFileMode:
      return "^[0-7]+$|\\$";
    case Cast::kNone:
    case Cast::kText:
    case Cast::kTextOrEmpty:
      return {};
  }
  return {};
}

enum class Requirements { kKept, kDropped };

class SchemaWriter {
 public:
  explicit SchemaWriter(Requirements requirements) : requirements_(requirements) {}

  /// The shape itself, or a reference to its definition.
  Value use(const Shape& shape) {
    const auto named = named_shapes().find(&shape);
    if (named == named_shapes().end()) return describe(shape);
    if (wanted_.insert(&shape).second) {
      Value definition = &shape == &kFragmentShape ? fragment() : describe(shape);
      definitions_[named->second] = std::move(definition);
    }
    Value reference = Value::object();
    reference.set("$ref", "#/definitions/" + named->second);
    return reference;
  }

  Value describe(const Shape& shape) {
    std::vector<Value> alternatives;
    std::vector<std::string> plain;
    add_scalars(shape, alternatives, plain);
    if ((shape.takes & kTakesList) != 0) alternatives.push_back(list_of(shape));
    if ((shape.takes & kTakesMap) != 0) alternatives.push_back(map_of(shape));
    if (!plain.empty()) {
      Value type = plain.size() == 1 ? Value(plain.front()) : Value::strings(plain);
      Value scalar = Value::object();
      scalar.set("type", std::move(type));
      alternatives.insert(alternatives.begin(), std::move(scalar));
    }
    if (alternatives.size() == 1) return std::move(alternatives.front());
    Value any = Value::object();
    any.set("anyOf", Value(std::move(alternatives)));
    return any;
  }

  Value definitions() const {
    Value all = Value::object();
    for (const auto& [name, definition] : definitions_) all.set(name, definition);
    return all;
  }

 private:
  static void add_scalars(const Shape& shape, std::vector<Value>& alternatives,
                          std::vector<std::string>& plain) {
    if ((shape.takes & kTakesNull) != 0) plain.emplace_back("null");
    if ((shape.takes & kTakesBool) != 0) plain.emplace_back("boolean");
    if ((shape.takes & kTakesFloat) != 0) {
      plain.emplace_back("number");
    } else if ((shape.takes & kTakesInt) != 0) {
      plain.emplace_back("integer");
    }
    if ((shape.takes & kTakesString) == 0) return;
    if (!shape.choices.empty()) {
      Value choices = Value::array();
      for (const std::string_view choice : shape.choices) choices.push_back(choice);
      Value one = Value::object();
      one.set("enum", std::move(choices));
      alternatives.push_back(std::move(one));
      alternatives.push_back(text_like("\\$"));
      return;
    }
    const std::string_view pattern = pattern_of(shape.cast);
    if (pattern.empty()) {
      plain.emplace_back("string");
    } else {
      alternatives.push_back(text_like(pattern));
    }
  }

  static Value text_like(std::string_view pattern) {
    Value text = Value::object();
    text.set("type", "string");
    text.set("pattern", pattern);
    return text;
  }

  Value list_of(const Shape& shape) {
    Value list = Value::object();
    list.set("type", "array");
    if (shape.items != nullptr) list.set("items", use(*shape.items));
    if (shape.unique_items) list.set("uniqueItems", true);
    return list;
  }

  Value map_of(const Shape& shape) {
    Value map = Value::object();
    map.set("type", "object");
    if (!shape.fields.empty()) {
      add_fields(shape, map);
    } else if (shape.values != nullptr) {
      map.set("additionalProperties", use(*shape.values));
    }
    if (shape.keys == Keys::kNames) map.set_path("propertyNames.pattern", "^[a-zA-Z0-9._-]+$");
    if (shape.keys == Keys::kNotEmpty) map.set_path("propertyNames.minLength", 1);
    return map;
  }

  void add_fields(const Shape& shape, Value& map) {
    Value properties = Value::object();
    Value required = Value::array();
    for (const Field& field : shape.fields) {
      Value value = use(member_shape(shape, field));
      properties.set(field.key, described(std::move(value), field.about));
      if (field.required && requirements_ == Requirements::kKept) required.push_back(field.key);
    }
    if (&shape == &kStackShape) properties.set("x-devstack", use(kStackExtensionShape));
    if (&shape == &kServiceShape) properties.set("x-devstack", use(kServiceExtensionShape));
    map.set("properties", std::move(properties));
    Value own = Value::object();
    own.set("^x-", Value::object());
    map.set("patternProperties", std::move(own));
    map.set("additionalProperties", false);
    if (!required.items().empty()) map.set("required", std::move(required));
  }

  /// Beside a reference nothing else counts, so that it goes one level down.
  static Value described(Value schema, std::string_view about) {
    if (about.empty()) return schema;
    if (schema.contains("$ref")) {
      Value all = Value::object();
      Value parts = Value::array();
      parts.push_back(std::move(schema));
      all.set("allOf", std::move(parts));
      schema = std::move(all);
    }
    schema.set("description", about);
    return schema;
  }

  /// What a profile says of a stack need not be whole.
  Value fragment() {
    SchemaWriter writer(Requirements::kDropped);
    Value stack = writer.describe(kStackShape);
    for (auto& [name, definition] : writer.definitions_) definitions_[name] = definition;
    for (const Shape* shape : writer.wanted_) wanted_.insert(shape);
    return stack;
  }

  Requirements requirements_;
  std::map<std::string, Value> definitions_;
  std::set<const Shape*> wanted_;
};

Value document(const Shape& shape, std::string_view title, std::string_view description) {
  SchemaWriter writer(Requirements::kKept);
  Value schema = Value::object();
  schema.set("$schema", "http://json-schema.org/draft-07/schema#");
  schema.set("title", title);
  schema.set("description", description);
  const Value top = writer.describe(shape);
  for (const auto& [key, value] : top.members()) schema.set(key, value);
  schema.set("definitions", writer.definitions());
  return schema;
}

}  // namespace

Value stack_schema() {
  return document(kStackShape, "devstack stack",
                  "A Compose file, with the x-devstack blocks of devstack.");
}

Value profile_schema() {
  return document(kProfileShape, "devstack profile",
                  "Which part of a stack runs, and how; a file in profiles/.");
}

}  // namespace devstack::load
