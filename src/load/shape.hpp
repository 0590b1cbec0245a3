// The language as tables: for every key which kinds of value it takes, what a scalar becomes, how a
// short form turns into the long one, and how the result is printed. One table drives the check of
// what was written, the canonical form and both writers, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "devstack/load/syntax_tree.hpp"
#include "load/canonical_context.hpp"

namespace devstack::load {

/// Kinds of value that a key takes, as bits.
using Kinds = std::uint8_t;
inline constexpr Kinds kTakesNull = 1;
inline constexpr Kinds kTakesBool = 2;
inline constexpr Kinds kTakesInt = 4;
inline constexpr Kinds kTakesFloat = 8;
inline constexpr Kinds kTakesString = 16;
inline constexpr Kinds kTakesList = 32;
inline constexpr Kinds kTakesMap = 64;
inline constexpr Kinds kTakesNumber = kTakesInt | kTakesFloat;
inline constexpr Kinds kTakesAll = 127;

/// What a scalar becomes in the canonical document.
enum class Cast : std::uint8_t {
  kNone,
  kText,         ///< as Go prints the value; null stays
  kTextOrEmpty,  ///< the same, null becomes ""
  kBoolean,
  kInteger,
  kNumber,    ///< single precision, as Compose keeps it
  kDuration,  ///< Go's form, as text
  kSize,      ///< bytes, as text
  kFileMode,  ///< octal with a leading 0, as text
  kCount,     ///< integer, or "all" for -1
};

/// Whether a key is printed when its value is nothing.
enum class Presence : std::uint8_t {
  kOmitEmpty,       ///< gone when null, "", 0, false or without members
  kOmitNull,        ///< gone only when null: false, 0 and {} say something
  kAlwaysMap,       ///< JSON has at least {}; YAML omits it when empty
  kAlwaysNull,      ///< JSON has at least null; YAML omits it then
  kOmitZeroInJson,  ///< YAML has it, also 0; JSON does not when it is 0
  kNever,           ///< used while loading, never printed
};

/// What becomes of a key that is none of the known ones.
enum class UnknownKeys : std::uint8_t {
  kRefused,
  kIgnored,  ///< with a warning: where Compose says nothing
};

/// What free keys of a mapping may be.
enum class Keys : std::uint8_t {
  kAny,
  kNotEmpty,
  kNames,  ///< letters, digits, '.', '_' and '-'
};

struct Shape;

/// As a Field's `json_key`: not printed as JSON at all.
inline constexpr std::string_view kYamlOnly = "-";

struct Field {
  std::string_view key;
  const Shape* shape = nullptr;
  Presence presence = Presence::kOmitEmpty;
  bool required = false;
  std::string_view json_key = {};  ///< where Compose's JSON spells it differently
  std::string_view about = {};     ///< what it means, for editors; only of our own keys
};

struct Shape {
  Kinds takes = kTakesAll;
  Cast cast = Cast::kNone;
  /// Of each item of a list; null: anything.
  const Shape* items = nullptr;
  /// Of a mapping with known keys, in the order in which Compose prints them. Others are errors,
  /// except those that start with "x-".
  std::span<const Field> fields = {};
  /// Of a mapping with free keys; null: anything. Looked at when `fields` is empty.
  const Shape* values = nullptr;
  Keys keys = Keys::kAny;
  bool unique_items = false;
  UnknownKeys unknown_keys = UnknownKeys::kRefused;
  /// A string must be one of these (when there are any).
  std::span<const std::string_view> choices = {};
  /// Turns a short form into the long one, before its parts are looked at.
  void (*expand)(Node& node, CanonicalContext& context) = nullptr;
  /// What to do instead, for a string that is none of `choices`; empty: the nearest of them.
  std::string_view hint = {};
};

/// The whole document.
extern const Shape kStackShape;
extern const Shape kServiceShape;
extern const Shape kBuildShape;
extern const Shape kDeployShape;
extern const Shape kDevelopShape;
extern const Shape kMountShape;
extern const Shape kPortShape;
extern const Shape kNetworkShape;
extern const Shape kVolumeShape;
extern const Shape kConfigShape;
extern const Shape kSecretShape;
extern const Shape kModelShape;
extern const Shape kHookShape;

}  // namespace devstack::load
