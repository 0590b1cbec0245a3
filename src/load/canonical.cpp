#include "load/canonical.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "load/canonical_context.hpp"
#include "load/cast.hpp"
#include "load/yaml_key_order.hpp"

namespace devstack::load {
namespace {

const Field* find_field(const Shape& shape, std::string_view key) {
  if (key.empty()) return nullptr;
  // Asked for each member many times: of the same length, keys mostly differ at their ends.
  const auto found =
      std::find_if(shape.fields.begin(), shape.fields.end(), [key](const Field& field) {
        return field.key.size() == key.size() && field.key.back() == key.back() && field.key == key;
      });
  return found == shape.fields.end() ? nullptr : &*found;
}

/// Shape of what stands under `key` of a mapping; null when it is free of rules.
const Shape* shape_of(const Shape& shape, std::string_view key) {
  if (shape.fields.empty()) return shape.values;
  const Field* const field = find_field(shape, key);
  return field == nullptr ? nullptr : field->shape;
}

void sort_everything(Node& node) {
  for (Node& item : node.items) sort_everything(item);
  for (Entry& entry : node.entries) sort_everything(entry.value);
  std::sort(node.entries.begin(), node.entries.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

/// Known keys in the order of the table, then the others by name.
void order_members(Node& node, const Shape& shape) {
  struct Ranked {
    const Field* field;
    Entry* entry;
  };
  std::vector<Ranked> ranked;
  ranked.reserve(node.entries.size());
  for (Entry& entry : node.entries) ranked.push_back({find_field(shape, entry.key), &entry});
  const auto stands_before = [](const Ranked& a, const Ranked& b) {
    if (a.field != nullptr && b.field != nullptr) return a.field < b.field;
    if (a.field == nullptr && b.field == nullptr) return a.entry->key < b.entry->key;
    return a.field != nullptr;
  };
  // Mostly they are in order already.
  if (std::is_sorted(ranked.begin(), ranked.end(), stands_before)) return;
  std::stable_sort(ranked.begin(), ranked.end(), stands_before);
  std::vector<Entry> ordered;
  ordered.reserve(ranked.size());
  for (const Ranked& member : ranked) ordered.push_back(std::move(*member.entry));
  node.entries = std::move(ordered);
}

void rewrite(Node& node, const Shape& shape, CanonicalContext& context) {
  if (shape.expand != nullptr) shape.expand(node, context);
  if (node.is_scalar()) {
    cast_scalar(node, shape.cast, context);
    return;
  }
  const std::size_t length = context.path.size();
  for (std::size_t i = 0; shape.items != nullptr && i < node.items.size(); ++i) {
    context.path += fmt::format("[{}]", i);
    rewrite(node.items[i], *shape.items, context);
    context.path.resize(length);
  }
  for (Entry& entry : node.entries) {
    const Shape* const member = shape_of(shape, entry.key);
    if (member == nullptr) {
      sort_everything(entry.value);
      continue;
    }
    if (length != 0) context.path += '.';
    context.path += entry.key;
    rewrite(entry.value, *member, context);
    context.path.resize(length);
  }
  order_members(node, shape);
}

bool says_nothing(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return true;
    case Node::Kind::kBool:
      return !node.boolean;
    case Node::Kind::kInt:
      return node.integer == 0;
    case Node::Kind::kFloat:
      return node.real == 0;
    case Node::Kind::kString:
      return node.text.empty();
    case Node::Kind::kSequence:
      return node.items.empty();
    case Node::Kind::kMapping:
      return node.entries.empty();
  }
  return true;
}

/// Sizes and durations are printed as text, but empty is what is zero as a number.
bool is_zero_text(const Node& node, const Shape& shape) {
  return node.is_string() && ((shape.cast == Cast::kSize && node.text == "0") ||
                              (shape.cast == Cast::kDuration && node.text == "0s"));
}

bool is_dropped(const Node& value, const Field& field) {
  switch (field.presence) {
    case Presence::kOmitEmpty:
      return says_nothing(value) || is_zero_text(value, *field.shape);
    case Presence::kOmitNull:
    case Presence::kOmitZeroInJson:
      return value.is_null();
    case Presence::kNever:
      return true;
    case Presence::kAlwaysMap:
    case Presence::kAlwaysNull:
      return false;
  }
  return false;
}

void add_permanent_members(Node& node, const Shape& shape) {
  bool added = false;
  for (const Field& field : shape.fields) {
    if (field.presence != Presence::kAlwaysMap && field.presence != Presence::kAlwaysNull) continue;
    Node* const present = node.find(field.key);
    if (present != nullptr && (field.presence == Presence::kAlwaysNull || !present->is_null())) {
      continue;
    }
    node.set(std::string(field.key),
             field.presence == Presence::kAlwaysMap ? Node::mapping() : Node{});
    added = true;
  }
  if (added) order_members(node, shape);
}

/// The known keys of a mapping keep their places in front.
void sort_for_yaml(Node& node, const Shape& shape) {
  const auto free = std::find_if(node.entries.begin(), node.entries.end(), [&](const Entry& entry) {
    return find_field(shape, entry.key) == nullptr;
  });
  std::sort(free, node.entries.end(),
            [](const Entry& a, const Entry& b) { return yaml_key_less(a.key, b.key); });
}

/// The node without what is below it.
Node without_members(const Node& node) {
  Node copy;
  copy.kind = node.kind;
  copy.tag = node.tag;
  copy.quoted = node.quoted;
  copy.timestamp = node.timestamp;
  copy.boolean = node.boolean;
  copy.integer = node.integer;
  copy.real = node.real;
  copy.text = node.text;
  copy.span = node.span;
  copy.items.reserve(node.items.size());
  copy.entries.reserve(node.entries.size());
  return copy;
}

bool is_yaml_empty(const Node& node) {
  if (!node.is_mapping()) return node.is_null();
  return std::all_of(node.entries.begin(), node.entries.end(),
                     [](const Entry& entry) { return entry.value.is_null(); });
}

/// In blocks of free form Go has no empty lists.
Node free_json_view(Node node) {
  if (node.is_sequence() && node.items.empty()) node.kind = Node::Kind::kNull;
  for (Node& item : node.items) item = free_json_view(std::move(item));
  for (Entry& entry : node.entries) entry.value = free_json_view(std::move(entry.value));
  return node;
}

}  // namespace

Node sorted_by_name(Node node) {
  sort_everything(node);
  return node;
}

Node yaml_ordered(Node node) {
  constexpr Shape kFree{};
  for (Node& item : node.items) item = yaml_ordered(std::move(item));
  for (Entry& entry : node.entries) entry.value = yaml_ordered(std::move(entry.value));
  sort_for_yaml(node, kFree);
  return node;
}

void canonicalise(Node& node, const Shape& shape, const std::string& path,
                  Diagnostics& diagnostics) {
  CanonicalContext context{diagnostics, path};
  rewrite(node, shape, context);
}

void canonical_order(Node& node, const Shape& shape) {
  if (shape.items != nullptr) {
    for (Node& item : node.items) canonical_order(item, *shape.items);
  }
  for (Entry& entry : node.entries) {
    const Shape* const member = shape_of(shape, entry.key);
    if (member != nullptr) canonical_order(entry.value, *member);
  }
  order_members(node, shape);
}

void prune(Node& node, const Shape& shape) {
  if (shape.items != nullptr) {
    for (Node& item : node.items) prune(item, *shape.items);
  }
  if (!node.is_mapping()) return;
  add_permanent_members(node, shape);
  for (Entry& entry : node.entries) {
    const Shape* const member = shape_of(shape, entry.key);
    if (member != nullptr) prune(entry.value, *member);
  }
  std::erase_if(node.entries, [&shape](const Entry& entry) {
    const Field* const field = find_field(shape, entry.key);
    return field != nullptr && is_dropped(entry.value, *field);
  });
}

Node json_view(const Node& node, const Shape& shape) {
  Node view = without_members(node);
  for (const Node& item : node.items) {
    view.items.push_back(shape.items == nullptr ? item : json_view(item, *shape.items));
  }
  for (const Entry& entry : node.entries) {
    const Field* const field = find_field(shape, entry.key);
    const Shape* const member = shape_of(shape, entry.key);
    if (!shape.fields.empty() && field == nullptr && &shape != &kStackShape) continue;
    if (field != nullptr && field->json_key == kYamlOnly) continue;
    const bool may_go = field != nullptr && field->presence == Presence::kOmitZeroInJson;
    if (may_go && says_nothing(entry.value)) continue;
    const bool renamed = field != nullptr && !field->json_key.empty();
    view.entries.push_back(
        {renamed ? std::string(field->json_key) : entry.key, entry.key_span,
         member == nullptr ? free_json_view(entry.value) : json_view(entry.value, *member)});
  }
  if (&shape == &kStackShape) {
    std::sort(view.entries.begin(), view.entries.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
  }
  return view;
}

Node yaml_view(const Node& node, const Shape& shape) {
  Node view = without_members(node);
  for (const Node& item : node.items) {
    view.items.push_back(shape.items == nullptr ? item : yaml_view(item, *shape.items));
  }
  for (const Entry& entry : node.entries) {
    const Field* const field = find_field(shape, entry.key);
    const bool permanent = field != nullptr && (field->presence == Presence::kAlwaysMap ||
                                                field->presence == Presence::kAlwaysNull);
    if (permanent && &shape != &kStackShape && is_yaml_empty(entry.value)) continue;
    const Shape* const member = shape_of(shape, entry.key);
    view.entries.push_back(
        {entry.key, entry.key_span,
         member == nullptr ? yaml_ordered(entry.value) : yaml_view(entry.value, *member)});
  }
  sort_for_yaml(view, shape);
  return view;
}

}  // namespace devstack::load
