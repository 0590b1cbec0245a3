// JSON text to Value and back: the only file of base that sees the JSON library. Parsing goes
// through its event interface, so no second tree is built and the depth is bounded.
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "devstack/base/value.hpp"

namespace devstack {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 200;

/// Keeps the last value of a key that is there more than once, at the first one's place.
void drop_duplicate_keys(Value::Object& members) {
  std::unordered_map<std::string_view, std::size_t> first_place;
  bool any = false;
  for (const Value::Member& member : members) {
    any = !first_place.emplace(member.first, first_place.size()).second || any;
  }
  if (!any) return;
  Value::Object unique;
  first_place.clear();
  unique.reserve(members.size());  // the keys below are views into its elements
  for (Value::Member& member : members) {
    const auto known = first_place.find(member.first);
    if (known != first_place.end()) {
      unique[known->second].second = std::move(member.second);
      continue;
    }
    const Value::Member& added = unique.emplace_back(std::move(member));
    first_place.emplace(added.first, unique.size() - 1);
  }
  members = std::move(unique);
}

/// Receives the parser's events; the parser stops at the first `false`.
class ValueBuilder : public json::json_sax_t {
 public:
  bool null() override { return add(Value()); }
  bool boolean(bool value) override { return add(Value(value)); }
  bool number_integer(number_integer_t value) override { return add(Value(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    constexpr auto kMax = static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
    return add(value <= kMax ? Value(value) : Value(static_cast<double>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return add(Value(value)); }
  bool string(string_t& value) override { return add(Value(std::move(value))); }
  bool binary(binary_t&) override { return false; }  // not in JSON

  bool start_object(std::size_t) override { return open(Level{true, {}, {}, {}}); }
  bool key(string_t& name) override {
    levels_.back().key = std::move(name);
    return true;
  }
  bool end_object() override {
    Level level = close();
    drop_duplicate_keys(level.members);
    return add(Value(std::move(level.members)));
  }
  bool start_array(std::size_t) override { return open(Level{false, {}, {}, {}}); }
  bool end_array() override { return add(Value(close().items)); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  Value take() { return std::move(root_); }

 private:
  struct Level {
    bool is_object = false;
    std::string key;
    Value::Object members;
    Value::Array items;
  };

  bool open(Level level) {
    if (levels_.size() == kMaxDepth) return false;
    levels_.push_back(std::move(level));
    return true;
  }
  Level close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return level;
  }
  bool add(Value value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (Level& level = levels_.back(); level.is_object) {
      level.members.emplace_back(std::move(level.key), std::move(value));
    } else {
      level.items.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Level> levels_;
  Value root_;
};

/// Text of one string or number; the library knows the escapes.
template <class T>
std::string scalar_text(const T& value) {
  return json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}

class Writer {
 public:
  explicit Writer(int indent) : indent_(indent) {}

  void write(const Value& value) {
    if (value.is_object()) {
      write_members(value.members());
    } else if (value.is_array()) {
      write_items(value.items());
    } else {
      write_scalar(value);
    }
  }
  std::string take() { return std::move(text_); }

 private:
  void write_scalar(const Value& value) {
    if (value.is_null()) {
      text_ += "null";
    } else if (value.is_bool()) {
      text_ += value.as_bool() ? "true" : "false";
    } else if (value.is_string()) {
      text_ += scalar_text(value.as_string());
    } else if (const Value whole(value.as_int()); whole == value) {
      text_ += std::to_string(value.as_int());
    } else {
      text_ += scalar_text(value.as_double());
    }
  }
  void write_members(const Value::Object& members) {
    open('{');
    bool first = true;
    for (const auto& [key, value] : members) {
      separate(std::exchange(first, false));
      text_ += scalar_text(key);
      text_ += indent_ > 0 ? ": " : ":";
      write(value);
    }
    close('}', members.empty());
  }
  void write_items(const Value::Array& items) {
    open('[');
    bool first = true;
    for (const Value& item : items) {
      separate(std::exchange(first, false));
      write(item);
    }
    close(']', items.empty());
  }
  void open(char bracket) {
    text_ += bracket;
    ++depth_;
  }
  void close(char bracket, bool empty) {
    --depth_;
    if (!empty) new_line();
    text_ += bracket;
  }
  void separate(bool first) {
    if (!first) text_ += ',';
    new_line();
  }
  void new_line() {
    if (indent_ <= 0) return;
    text_ += '\n';
    text_.append(static_cast<std::size_t>(depth_ * indent_), ' ');
  }

  int indent_;
  int depth_ = 0;
  std::string text_;
};

}  // namespace

std::string to_json(const Value& value, int indent) {
  Writer writer(indent);
  writer.write(value);
  return writer.take();
}

std::optional<Value> parse_json(std::string_view text) {
  ValueBuilder builder;
  if (!json::sax_parse(text, &builder)) return std::nullopt;
  return builder.take();
}

}  // namespace devstack
