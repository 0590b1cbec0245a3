// Reading and building of Value without the JSON library.
#include "devstack/base/value.hpp"

#include <algorithm>

namespace devstack {
namespace {

const Value kNull;
const Value::Array kNoItems;
const Value::Object kNoMembers;

template <class Members>
auto find_member(Members& members, std::string_view key) {
  return std::find_if(members.begin(), members.end(),
                      [key](const Value::Member& member) { return member.first == key; });
}

}  // namespace

Value Value::strings(const std::vector<std::string>& items) {
  return Value(Array(items.begin(), items.end()));
}

bool Value::is_number() const {
  return std::holds_alternative<std::int64_t>(data_) || std::holds_alternative<double>(data_);
}

bool Value::as_bool(bool fallback) const {
  const bool* found = std::get_if<bool>(&data_);
  return found != nullptr ? *found : fallback;
}

std::int64_t Value::as_int(std::int64_t fallback) const {
  if (const auto* found = std::get_if<std::int64_t>(&data_)) return *found;
  if (const auto* found = std::get_if<double>(&data_)) {
    constexpr double kLimit = 9.2e18;  // a conversion beyond the range is undefined
    if (*found > -kLimit && *found < kLimit) return static_cast<std::int64_t>(*found);
  }
  return fallback;
}

double Value::as_double(double fallback) const {
  if (const auto* found = std::get_if<double>(&data_)) return *found;
  if (const auto* found = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*found);
  return fallback;
}

std::string Value::as_string(std::string_view fallback) const {
  const auto* found = std::get_if<std::string>(&data_);
  return found != nullptr ? *found : std::string(fallback);
}

const Value::Array& Value::items() const {
  const auto* found = std::get_if<Array>(&data_);
  return found != nullptr ? *found : kNoItems;
}

const Value::Object& Value::members() const {
  const auto* found = std::get_if<Object>(&data_);
  return found != nullptr ? *found : kNoMembers;
}

std::vector<std::string> Value::string_items() const {
  std::vector<std::string> strings;
  for (const Value& item : items()) {
    if (item.is_string()) strings.push_back(item.as_string());
  }
  return strings;
}

const Value& Value::operator[](std::string_view key) const {
  const Object& all = members();
  const auto found = find_member(all, key);
  return found != all.end() ? found->second : kNull;
}

bool Value::contains(std::string_view key) const {
  return find_member(members(), key) != members().end();
}

Value& Value::set(std::string_view key, Value value) {
  if (!is_object()) data_ = Object{};
  Object& all = std::get<Object>(data_);
  const auto found = find_member(all, key);
  if (found != all.end()) {
    found->second = std::move(value);
    return found->second;
  }
  return all.emplace_back(std::string(key), std::move(value)).second;
}

Value& Value::set_path(std::string_view dotted, Value value) {
  const std::size_t dot = dotted.find('.');
  if (dot == std::string_view::npos) return set(dotted, std::move(value));
  const std::string_view head = dotted.substr(0, dot);
  if (!is_object()) data_ = Object{};
  Object& all = std::get<Object>(data_);
  const auto found = find_member(all, head);
  Value& inner = found != all.end() ? found->second : set(head, object());
  return inner.set_path(dotted.substr(dot + 1), std::move(value));
}

void Value::push_back(Value value) {
  if (!is_array()) data_ = Array{};
  std::get<Array>(data_).push_back(std::move(value));
}

}  // namespace devstack
