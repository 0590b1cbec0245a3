// Short forms as long ones: only those can be merged key by key.
#include "load/merge_forms.hpp"

#include <string_view>
#include <utility>

#include "load/cast.hpp"
#include "load/short_forms.hpp"

namespace devstack::load {

namespace {

Node empty_mapping_like(const Node& node) {
  Node mapping = Node::mapping(node.span);
  mapping.tag = node.tag;
  return mapping;
}

/// A later item of the same name replaces the earlier one.
void put(Node& mapping, std::string_view key, const SourceSpan& key_span, Node value) {
  value.span = key_span;
  mapping.set(std::string(key), std::move(value));
}

}  // namespace

Node key_values_to_mapping(Node node) {
  if (!node.is_sequence()) return node;
  Node mapping = empty_mapping_like(node);
  for (const Node& item : node.items) {
    const std::string text = scalar_text(item);
    const std::size_t equals = text.find('=');
    Node value;
    if (equals != std::string::npos) value = Node::string(text.substr(equals + 1));
    value.quoted = true;
    put(mapping, std::string_view(text).substr(0, equals), item.span, std::move(value));
  }
  return mapping;
}

Node names_to_mapping(Node node) {
  if (!node.is_sequence()) return node;
  Node mapping = empty_mapping_like(node);
  for (const Node& item : node.items) put(mapping, scalar_text(item), item.span, Node{});
  return mapping;
}

Node depends_on_to_mapping(Node node) {
  if (!node.is_sequence()) return node;
  Node mapping = empty_mapping_like(node);
  for (const Node& item : node.items) {
    Node dependency = Node::mapping(item.span);
    dependency.set("condition", Node::string("service_started", item.span));
    dependency.set("required", Node::boolean_of(true, item.span));
    put(mapping, scalar_text(item), item.span, std::move(dependency));
  }
  return mapping;
}

Node build_to_mapping(Node node) {
  if (!node.is_string()) return node;
  Node mapping = empty_mapping_like(node);
  SourceSpan span = node.span;
  node.tag = Node::Tag::kNone;
  put(mapping, "context", span, std::move(node));
  return mapping;
}

Node gpus_to_sequence(Node node) {
  if (!node.is_string() || node.text != "all") return node;
  Diagnostics unreported;
  CanonicalContext context{unreported, {}};
  expand_gpus(node, context);
  return node;
}

Node to_sequence(Node node) {
  if (node.is_sequence() || node.is_null()) return node;
  Node sequence = Node::sequence(node.span);
  sequence.tag = node.tag;
  if (node.is_scalar()) {
    node.tag = Node::Tag::kNone;
    sequence.items.push_back(std::move(node));
    return sequence;
  }
  for (Entry& entry : node.entries) {
    const auto add = [&](const Node& value) {
      std::string text = entry.key;
      if (!value.is_null()) text += "=" + scalar_text(value);
      sequence.items.push_back(Node::string(std::move(text), entry.key_span));
    };
    if (entry.value.is_sequence()) {
      for (const Node& value : entry.value.items) add(value);
    } else {
      add(entry.value);
    }
  }
  return sequence;
}

}  // namespace devstack::load
