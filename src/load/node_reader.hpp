// Reading typed values out of a canonical mapping. The tables have seen to it that kinds are right;
// what is absent reads as nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/service.hpp"

namespace devstack::load {

class NodeReader {
 public:
  /// The node must outlive the reader; null reads as an empty mapping.
  explicit NodeReader(const Node* node) : node_(node) {}

  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] NodeReader section(std::string_view key) const { return NodeReader(find(key)); }
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] std::optional<bool> maybe_boolean(std::string_view key) const;
  /// Of a number, or of a size, which is text.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] std::optional<double> number(std::string_view key) const;
  [[nodiscard]] std::optional<std::chrono::nanoseconds> duration(std::string_view key) const;
  [[nodiscard]] std::optional<std::uint32_t> octal(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] model::StringMap text_map(std::string_view key) const;
  [[nodiscard]] const std::vector<Node>& items(std::string_view key) const;
  [[nodiscard]] const std::vector<Entry>& entries(std::string_view key) const;

 private:
  const Node* node_;
};

[[nodiscard]] std::vector<std::string> texts_of(const Node& list);

}  // namespace devstack::load
