// Accessors of the syntax tree.
#include "devstack/load/syntax_tree.hpp"

#include <algorithm>
#include <utility>

namespace devstack::load {

namespace {

Node of_kind(Node::Kind kind, SourceSpan span) {
  Node node;
  node.kind = kind;
  node.span = std::move(span);
  return node;
}

}  // namespace

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

Node* Node::find(std::string_view key) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Node& Node::set(std::string key, Node value) {
  if (kind == Kind::kNull) kind = Kind::kMapping;
  if (Node* present = find(key)) {
    *present = std::move(value);
    return *present;
  }
  SourceSpan key_span = value.span;
  entries.push_back({std::move(key), std::move(key_span), std::move(value)});
  return entries.back().value;
}

bool Node::erase(std::string_view key) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  if (found == entries.end()) return false;
  entries.erase(found);
  return true;
}

Node Node::string(std::string text, SourceSpan span) {
  Node node = of_kind(Kind::kString, std::move(span));
  node.quoted = true;
  node.text = std::move(text);
  return node;
}

Node Node::integer_of(std::int64_t value, SourceSpan span) {
  Node node = of_kind(Kind::kInt, std::move(span));
  node.integer = value;
  node.text = std::to_string(value);
  return node;
}

Node Node::boolean_of(bool value, SourceSpan span) {
  Node node = of_kind(Kind::kBool, std::move(span));
  node.boolean = value;
  node.text = value ? "true" : "false";
  return node;
}

Node Node::sequence(SourceSpan span) { return of_kind(Kind::kSequence, std::move(span)); }

Node Node::mapping(SourceSpan span) { return of_kind(Kind::kMapping, std::move(span)); }

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::kNull:
      return "null";
    case Node::Kind::kBool:
      return "boolean";
    case Node::Kind::kInt:
    case Node::Kind::kFloat:
      return "number";
    case Node::Kind::kString:
      return "string";
    case Node::Kind::kSequence:
      return "list";
    case Node::Kind::kMapping:
      return "mapping";
  }
  return "";
}

}  // namespace devstack::load
