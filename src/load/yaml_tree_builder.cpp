// Everything about YAML that needs no parser: keys, anchors, budgets, merge keys.
#include "load/yaml_tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "load/passage.hpp"

namespace devstack::load {

namespace {

constexpr char kMergeKey[] = "<<";

struct Extent {
  std::size_t nodes = 1;
  std::size_t depth = 1;
};

Extent extent_of(const Node& node) {
  Extent extent;
  const auto add = [&extent](const Node& child) {
    const Extent inner = extent_of(child);
    extent.nodes += inner.nodes;
    extent.depth = std::max(extent.depth, inner.depth + 1);
  };
  for (const Node& item : node.items) add(item);
  for (const Entry& entry : node.entries) add(entry.value);
  return extent;
}

}  // namespace

void TreeBuilder::give_up(std::string_view code, const SourceSpan& where, std::string message,
                          std::string hint) {
  diagnostics_.error(code, where, std::move(message), std::move(hint));
  throw BrokenYaml{};
}

void TreeBuilder::count_node(const SourceSpan& where) {
  if (++nodes_ <= kMaxNodes) return;
  give_up("DS1107", where, fmt::format("the file has more than {} values", kMaxNodes),
          "split it into several files");
}

void TreeBuilder::add_scalar(Node scalar, AnchorId anchor) {
  count_node(scalar.span);
  finish(std::move(scalar), anchor);
}

void TreeBuilder::add_alias(const SourceSpan& where, AnchorId anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    give_up("DS1109", where, "the alias stands inside the value that it refers to",
            "an anchor can be used only after its value has ended");
  }
  const Anchored& target = found->second;
  alias_nodes_ += target.nodes;
  if (alias_nodes_ > kMaxAliasNodes || frames_.size() + target.depth > kMaxDepth) {
    give_up("DS1104", where,
            fmt::format("aliases expand to more than {} values or {} levels", kMaxAliasNodes,
                        kMaxDepth),
            "this is how a small file exhausts memory; write the values out, or use fewer aliases "
            "of aliases");
  }
  Node copy = target.node;
  mark_passage(copy, {SourceStep::Kind::kAlias, where, {}, {}});
  finish(std::move(copy), 0);
}

void TreeBuilder::begin(Node container, AnchorId anchor) {
  count_node(container.span);
  if (frames_.size() >= kMaxDepth) {
    give_up("DS1107", container.span,
            fmt::format("values are nested more than {} levels deep", kMaxDepth), {});
  }
  Frame frame;
  if (!frames_.empty()) {
    const Frame& parent = frames_.back();
    frame.is_key = parent.node.is_mapping() && !parent.pending;
  }
  frame.node = std::move(container);
  frame.anchor = anchor;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::end() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.is_key) {
    give_up("DS1105", frame.node.span, "a key must be a string, not a collection",
            "quote it if a template such as \"{{ name }}\" was meant");
  }
  resolve_merges(frame);
  finish(std::move(frame.node), frame.anchor);
}

void TreeBuilder::finish(Node node, AnchorId anchor) {
  if (anchor != 0) {
    const Extent extent = extent_of(node);
    anchored_nodes_ += extent.nodes;
    if (anchored_nodes_ > kMaxNodes) {
      give_up("DS1104", node.span,
              fmt::format("anchors within anchors mark more than {} values", kMaxNodes),
              "this is how a small file exhausts memory; use fewer anchors inside of others");
    }
    anchors_[anchor] = {node, extent.nodes, extent.depth};
  }
  if (frames_.empty()) {
    document_ = std::move(node);
    return;
  }
  Frame& parent = frames_.back();
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(node));
  } else if (parent.pending) {
    add_value(parent, std::move(node));
  } else {
    add_key(parent, std::move(node));
  }
}

void TreeBuilder::add_key(Frame& frame, Node key) {
  frame.pending_is_merge = key.is_string() && !key.quoted && key.text == kMergeKey;
  if (key.timestamp) {
    failed_ = true;
    diagnostics_.error("DS1105", key.span, "a key must be a string, not a date", "quote it");
  } else if (!key.is_string()) {
    failed_ = true;
    diagnostics_.error(
        "DS1105", key.span, fmt::format("a key must be a string, not a {}", kind_name(key.kind)),
        key.is_scalar() ? fmt::format("quote it: \"{}\"", key.is_null() ? "null" : key.text) : "");
  }
  frame.pending = Entry{std::move(key.text), std::move(key.span), Node{}};
}

void TreeBuilder::add_value(Frame& frame, Node value) {
  Entry entry = std::move(*frame.pending);
  frame.pending.reset();
  const auto [known, is_new] = frame.key_index.try_emplace(entry.key, frame.key_index.size());
  if (!is_new) {
    failed_ = true;
    Diagnostic duplicate;
    duplicate.code = "DS1102";
    duplicate.message = fmt::format("the key \"{}\" stands twice in the same mapping", entry.key);
    duplicate.where = entry.key_span;
    duplicate.hint = "remove one of the two, or put their contents together";
    const Entry* first = frame.node.find_entry(entry.key);
    if (first != nullptr) {
      duplicate.also_where = first->key_span;
    } else if (frame.pending_is_merge && !frame.merges.empty()) {
      duplicate.also_where = frame.merges.front().second;
      duplicate.hint = "merge several with one key: \"<<: [*one, *two]\"";
    }
    duplicate.also_message = "the first one is here";
    diagnostics_.add(std::move(duplicate));
    return;
  }
  if (frame.pending_is_merge) {
    mark_passage(value, {SourceStep::Kind::kMergeKey, entry.key_span, {}, {}});
    frame.merges.push_back({std::move(value), std::move(entry.key_span)});
    return;
  }
  entry.value = std::move(value);
  frame.node.entries.push_back(std::move(entry));
}

void TreeBuilder::resolve_merges(Frame& frame) {
  for (auto& [source, where] : frame.merges) {
    if (source.is_sequence()) {
      for (Node& item : source.items) merge_one(frame, item, where);
    } else {
      merge_one(frame, source, where);
    }
  }
}

void TreeBuilder::merge_one(Frame& frame, Node& source, const SourceSpan& where) {
  if (!source.is_mapping()) {
    give_up("DS1109", where,
            fmt::format("\"<<\" takes a mapping or a list of mappings, not a {}",
                        kind_name(source.kind)),
            "write `<<: *name`, where &name marks a mapping");
  }
  for (Entry& entry : source.entries) {
    // Explicit keys win, and so does what was merged earlier.
    if (!frame.key_index.try_emplace(entry.key, frame.key_index.size()).second) continue;
    frame.node.entries.push_back(std::move(entry));
  }
}

Node TreeBuilder::take_document() {
  Node document = std::move(document_);
  document_ = Node{};
  return document;
}

SourceSpan TreeBuilder::pending_key() const {
  if (frames_.empty() || !frames_.back().pending) return {};
  return frames_.back().pending->key_span;
}

}  // namespace devstack::load
