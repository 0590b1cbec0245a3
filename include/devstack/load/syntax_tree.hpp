// Our own tree of a YAML document: what every phase of loading reads and rewrites. Each node and
// each key knows where it was written; that survives interpolation, merging and extending.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/source.hpp"

namespace devstack::load {

struct Entry;

/// A value. Scalars are typed as Compose's YAML reader types them (YAML 1.2 core schema as go-yaml
/// v3 reads it: `yes` and `on` are strings, 0o17 and 0x1F are integers, quoted text is a string).
struct Node {
  enum class Kind : std::uint8_t { kNull, kBool, kInt, kFloat, kString, kSequence, kMapping };
  enum class Tag : std::uint8_t { kNone, kReset, kOverride };

  Kind kind = Kind::kNull;
  Tag tag = Tag::kNone;    ///< `!reset` and `!override` of Compose
  bool quoted = false;     ///< of a null: the name stood alone in a list, as in `environment: [A]`
  bool timestamp = false;  ///< of a string: a date without quotes, `text` is that in RFC 3339
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;
  /// Of a scalar: as written (after interpolation). A whole number beyond 64 bits with sign, but
  /// not without, is a kFloat with its decimal digits here.
  std::string text;
  std::vector<Node> items;     ///< of a sequence
  std::vector<Entry> entries;  ///< of a mapping, in the order of the file
  SourceSpan span;

  [[nodiscard]] bool is_null() const { return kind == Kind::kNull; }
  [[nodiscard]] bool is_scalar() const { return kind < Kind::kSequence; }
  [[nodiscard]] bool is_string() const { return kind == Kind::kString; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::kSequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::kMapping; }

  /// Value under `key` of a mapping; null when absent or not a mapping.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;
  /// Adds or replaces; the node becomes a mapping if it was null.
  Node& set(std::string key, Node value);
  bool erase(std::string_view key);

  static Node string(std::string text, SourceSpan span = {});
  static Node integer_of(std::int64_t value, SourceSpan span = {});
  static Node boolean_of(bool value, SourceSpan span = {});
  static Node sequence(SourceSpan span = {});
  static Node mapping(SourceSpan span = {});
};

struct Entry {
  std::string key;
  SourceSpan key_span;
  Node value;
};

/// "string", "list", "mapping", "number", "boolean", "null": for messages.
[[nodiscard]] std::string_view kind_name(Node::Kind kind);

}  // namespace devstack::load
