// Field hashes to a label and back.
#include "reconcile/field_label.hpp"

#include <utility>

#include "devstack/base/value.hpp"

namespace devstack::reconcile {

std::string encode_field_label(const model::StringMap& field_hashes) {
  Value::Object members;
  for (const auto& [field, hash] : field_hashes) members.emplace_back(field, Value(hash));
  return to_json(Value(std::move(members)));
}

std::optional<model::StringMap> decode_field_label(const std::string& label) {
  const std::optional<Value> value = parse_json(label);
  if (!value || !value->is_object()) return std::nullopt;
  model::StringMap fields;
  for (const auto& [field, hash] : value->members()) fields[field] = hash.as_string();
  return fields;
}

}  // namespace devstack::reconcile
