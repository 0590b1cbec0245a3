#include "load/node_reader.hpp"

#include <charconv>

#include "load/cast.hpp"
#include "load/values.hpp"

namespace devstack::load {
namespace {

template <class T>
std::optional<T> parse(std::string_view text, int base) {
  T value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::vector<std::string> texts_of(const Node& list) {
  std::vector<std::string> result;
  result.reserve(list.items.size());
  for (const Node& item : list.items) result.push_back(scalar_text(item));
  return result;
}

const Node* NodeReader::find(std::string_view key) const {
  return node_ == nullptr ? nullptr : node_->find(key);
}

std::string NodeReader::text(std::string_view key) const {
  const Node* const value = find(key);
  return value == nullptr ? std::string() : scalar_text(*value);
}

bool NodeReader::boolean(std::string_view key) const { return maybe_boolean(key).value_or(false); }

std::optional<bool> NodeReader::maybe_boolean(std::string_view key) const {
  const Node* const value = find(key);
  if (value == nullptr || value->kind != Node::Kind::kBool) return std::nullopt;
  return value->boolean;
}

std::optional<std::int64_t> NodeReader::integer(std::string_view key) const {
  const Node* const value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == Node::Kind::kInt) return value->integer;
  return parse<std::int64_t>(value->text, 10);
}

std::optional<double> NodeReader::number(std::string_view key) const {
  const Node* const value = find(key);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return value->kind == Node::Kind::kInt ? static_cast<double>(value->integer) : value->real;
}

std::optional<std::chrono::nanoseconds> NodeReader::duration(std::string_view key) const {
  const Node* const value = find(key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return parse_compose_duration(value->text);
}

std::optional<std::uint32_t> NodeReader::octal(std::string_view key) const {
  const Node* const value = find(key);
  if (value == nullptr) return std::nullopt;
  return parse<std::uint32_t>(value->text, 8);
}

std::vector<std::string> NodeReader::texts(std::string_view key) const {
  const Node* const value = find(key);
  return value == nullptr ? std::vector<std::string>{} : texts_of(*value);
}

model::StringMap NodeReader::text_map(std::string_view key) const {
  model::StringMap result;
  for (const Entry& entry : entries(key)) result[entry.key] = scalar_text(entry.value);
  return result;
}

const std::vector<Node>& NodeReader::items(std::string_view key) const {
  static const std::vector<Node> kNone;
  const Node* const value = find(key);
  return value == nullptr ? kNone : value->items;
}

const std::vector<Entry>& NodeReader::entries(std::string_view key) const {
  static const std::vector<Entry> kNone;
  const Node* const value = find(key);
  return value == nullptr ? kNone : value->entries;
}

}  // namespace devstack::load
