// Fills a mapping of which nobody knows how large it becomes: Node::set looks through all entries
// each time.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

class MappingBuilder {
 public:
  explicit MappingBuilder(SourceSpan span) : mapping_(Node::mapping(std::move(span))) {}
  /// Begins with the entries of `mapping`, whose keys are all different.
  explicit MappingBuilder(Node mapping);

  [[nodiscard]] const Node* find(const std::string& key) const;
  /// Adds or replaces, as Node::set does.
  void set(std::string key, Node value);
  /// Afterwards the builder is used up.
  [[nodiscard]] Node take() { return std::move(mapping_); }

 private:
  Node mapping_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace devstack::load
