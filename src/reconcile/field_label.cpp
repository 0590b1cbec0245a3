// Marks of fields to a label and back.
#include "reconcile/field_label.hpp"

#include <utility>

#include "devstack/base/value.hpp"

namespace devstack::reconcile {

model::StringMap field_marks(const model::Service& service) {
  model::StringMap marks = service.field_hashes;
  for (const auto& [field, text] : service.field_texts) marks[field] += ' ' + text;
  return marks;
}

FieldMark split_mark(std::string_view mark) {
  const std::size_t space = mark.find(' ');
  if (space == std::string_view::npos) return {mark, {}};
  return {mark.substr(0, space), mark.substr(space + 1)};
}

std::string encode_field_label(const model::StringMap& marks) {
  Value::Object members;
  for (const auto& [field, mark] : marks) members.emplace_back(field, Value(mark));
  return to_json(Value(std::move(members)));
}

std::optional<model::StringMap> decode_field_label(const std::string& label) {
  const std::optional<Value> value = parse_json(label);
  if (!value || !value->is_object()) return std::nullopt;
  model::StringMap marks;
  for (const auto& [field, mark] : value->members()) marks[field] = mark.as_string();
  return marks;
}

}  // namespace devstack::reconcile
