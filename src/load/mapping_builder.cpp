// Keeps the place of each key beside the mapping.
#include "load/mapping_builder.hpp"

namespace devstack::load {

MappingBuilder::MappingBuilder(Node mapping) : mapping_(std::move(mapping)) {
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    index_.emplace(mapping_.entries[i].key, i);
  }
}

const Node* MappingBuilder::find(const std::string& key) const {
  const auto known = index_.find(key);
  return known == index_.end() ? nullptr : &mapping_.entries[known->second].value;
}

void MappingBuilder::set(std::string key, Node value) {
  const auto [known, is_new] = index_.try_emplace(key, mapping_.entries.size());
  if (!is_new) {
    mapping_.entries[known->second].value = std::move(value);
    return;
  }
  SourceSpan key_span = value.span;
  mapping_.entries.push_back({std::move(key), std::move(key_span), std::move(value)});
}

}  // namespace devstack::load
