// Values of `x-devstack` and of profiles that are of the right kind and still make no sense.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {

/// Each check looks at one member of a canonical mapping; what is absent is fine. Findings point at
/// the member's value.
class ValueCheck {
 public:
  /// `path` names the mapping in messages, `code` is that of the findings.
  ValueCheck(NodeReader reader, std::string path, std::string_view code, Diagnostics& diagnostics)
      : reader_(reader), path_(std::move(path)), code_(code), diagnostics_(diagnostics) {}

  /// `wrong` goes on with the name of the member: "is empty".
  void refuse(std::string_view key, std::string_view wrong, std::string hint) const;

  void duration_at_least(std::string_view key, std::chrono::nanoseconds least) const;
  void duration_above_zero(std::string_view key) const;
  void integer_within(std::string_view key, std::int64_t least, std::int64_t most) const;
  void number_above_zero(std::string_view key) const;
  void size_above_zero(std::string_view key) const;
  /// Text with at least one character that is not a blank.
  void text_not_blank(std::string_view key) const;
  /// Text without blanks and control characters, which would end a line of a request.
  void text_is_one_word(std::string_view key) const;
  /// A list with members, none of which is blank.
  void list_not_empty(std::string_view key) const;

 private:
  NodeReader reader_;
  std::string path_;
  std::string_view code_;
  Diagnostics& diagnostics_;
};

/// [A-Za-z_][A-Za-z0-9_]*: what every shell takes as the name of a variable.
[[nodiscard]] bool is_variable_name(std::string_view text);

}  // namespace devstack::load
