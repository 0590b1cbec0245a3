// A JSON document as a value: what API bodies are made of and what answers are read from. Keeps the
// JSON library behind one file (json_codec.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace devstack {

class Value {
 public:
  using Array = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;  ///< in order of insertion; keys are unique

  Value() = default;                                               ///< null
  Value(std::nullptr_t) {}                                         // NOLINT: literals
  Value(bool v) : data_(v) {}                                      // NOLINT
  Value(int v) : data_(std::int64_t{v}) {}                         // NOLINT
  Value(std::int64_t v) : data_(v) {}                              // NOLINT
  Value(std::uint64_t v) : data_(static_cast<std::int64_t>(v)) {}  // NOLINT
  Value(double v) : data_(v) {}                                    // NOLINT
  Value(std::string v) : data_(std::move(v)) {}                    // NOLINT
  Value(std::string_view v) : data_(std::string(v)) {}             // NOLINT
  Value(const char* v) : data_(std::string(v)) {}                  // NOLINT
  Value(Array v) : data_(std::move(v)) {}                          // NOLINT
  Value(Object v) : data_(std::move(v)) {}                         // NOLINT
  /// A list of strings, the commonest array of the Engine API.
  static Value strings(const std::vector<std::string>& items);
  static Value object() { return Value(Object{}); }
  static Value array() { return Value(Array{}); }

  [[nodiscard]] bool is_null() const { return data_.index() == 0; }
  [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(data_); }
  [[nodiscard]] bool is_integer() const { return std::holds_alternative<std::int64_t>(data_); }
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(data_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(data_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(data_); }

  // Lenient reading, made for answers of engines of many versions: a missing member or another
  // type gives the fallback, null stands for an empty list or object.
  [[nodiscard]] bool as_bool(bool fallback = false) const;
  [[nodiscard]] std::int64_t as_int(std::int64_t fallback = 0) const;
  [[nodiscard]] double as_double(double fallback = 0) const;
  [[nodiscard]] std::string as_string(std::string_view fallback = {}) const;
  [[nodiscard]] const Array& items() const;     ///< empty if not an array
  [[nodiscard]] const Object& members() const;  ///< empty if not an object
  [[nodiscard]] std::vector<std::string> string_items() const;

  /// The member, or a null value: `answer["State"]["Health"]["Status"].as_string()`.
  [[nodiscard]] const Value& operator[](std::string_view key) const;
  [[nodiscard]] bool contains(std::string_view key) const;

  /// Sets a member; a null value becomes an object. Returns the stored value.
  Value& set(std::string_view key, Value value);
  /// Sets a nested member by a dotted path, making objects on the way: "HostConfig.NanoCpus".
  Value& set_path(std::string_view dotted, Value value);
  /// Appends to an array; a null value becomes one.
  void push_back(Value value);

  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> data_;
};

/// JSON text; invalid UTF-8 becomes U+FFFD. `indent` 0: compact, on one line.
[[nodiscard]] std::string to_json(const Value& value, int indent = 0);
/// Empty when `text` is not one JSON document, or nests deeper than 200 levels.
[[nodiscard]] std::optional<Value> parse_json(std::string_view text);

/// Splits a stream of concatenated JSON documents (events, pull progress), which may arrive in any
/// pieces, with or without newlines between them.
class JsonSplitter {
 public:
  /// Complete documents among what has arrived so far. Throws std::length_error when one document
  /// exceeds `kMaxDocumentBytes`.
  [[nodiscard]] std::vector<std::string> feed(std::string_view chunk);
  static constexpr std::size_t kMaxDocumentBytes = std::size_t{16} << 20;

 private:
  std::string buffer_;
  std::size_t scanned_ = 0;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace devstack
