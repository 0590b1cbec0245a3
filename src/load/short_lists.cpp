// Short forms that are a matter of list or mapping: variables, labels, names, hosts.
#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/cast.hpp"
#include "load/mapping_builder.hpp"
#include "load/short_forms.hpp"

namespace devstack::load {
namespace {

/// "KEY=value" items as a mapping; `bare` is the value of an item without '='.
void expand_pairs(Node& node, const Node& bare) {
  if (!node.is_sequence()) return;
  MappingBuilder mapping(node.span);
  for (Node& item : node.items) {
    const auto equals = item.text.find('=');
    Node value = bare;
    if (equals != std::string::npos) value = Node::string(item.text.substr(equals + 1));
    value.span = item.span;
    mapping.set(item.text.substr(0, equals), std::move(value));
  }
  node = mapping.take();
}

Node wrapped(Node item) {
  Node list = Node::sequence(item.span);
  list.items.push_back(std::move(item));
  return list;
}

/// "host=ip" or "host:ip" as the former; empty when it is neither. As in Compose the address may be
/// empty, which it is when a variable is not set.
std::string host_line(const std::string& text) {
  const auto equals = text.find('=');
  const auto split = equals != std::string::npos ? equals : text.find(':');
  if (split == std::string::npos || split == 0 || text.find(':') < split) return {};
  return text.substr(0, split) + "=" + text.substr(split + 1);
}

/// An IPv6 address may stand in brackets.
std::string_view without_brackets(std::string_view address) {
  const bool bracketed = address.size() > 2 && address.front() == '[' &&
                         address.find_first_of("[]", 1) + 1 == address.size();
  return bracketed ? address.substr(1, address.size() - 2) : address;
}

}  // namespace

void expand_variables(Node& node, CanonicalContext& context) {
  for (const Node& item : node.items) {
    const std::string name = item.text.substr(0, item.text.find('='));
    if (name.empty() || std::isspace(static_cast<unsigned char>(name.back())) == 0) continue;
    context.diagnostics.error(
        "DS1202", item.span,
        fmt::format("\"{}\" has a blank after the name of \"{}\"", context.path, trim(name)),
        "write NAME=value, without a blank before the equals sign");
  }
  expand_pairs(node, Node{});
}

void expand_labels(Node& node, CanonicalContext&) { expand_pairs(node, Node::string({})); }

void expand_contexts(Node& node, CanonicalContext& context) {
  for (const Node& item : node.items) {
    if (item.text.find('=') != std::string::npos) continue;
    context.diagnostics.error(
        "DS1202", item.span,
        fmt::format("\"{}\" has the context \"{}\" without a place", context.path, item.text),
        "write \"name=./folder\", \"name=docker-image://…\" or the like");
  }
  expand_labels(node, context);
}

void expand_list(Node& node, CanonicalContext&) {
  if (node.is_string()) node = wrapped(std::move(node));
}

void expand_servers(Node& node, CanonicalContext& context) {
  expand_list(node, context);
  std::erase_if(node.items, [](const Node& item) { return item.is_string() && item.text.empty(); });
}

void expand_names(Node& node, CanonicalContext&) {
  if (!node.is_sequence()) return;
  MappingBuilder mapping(node.span);
  for (Node& item : node.items) {
    Node nothing;
    nothing.span = item.span;
    mapping.set(item.text, std::move(nothing));
  }
  node = mapping.take();
}

void expand_ssh(Node& node, CanonicalContext& context) {
  for (const Node& item : node.items) {
    if (item.text == "default" || item.text.find('=') != std::string::npos) continue;
    context.diagnostics.error(
        "DS1202", item.span,
        fmt::format("\"{}\" has the key \"{}\" without a path", context.path, item.text),
        "write \"id=/path/of/key\", or \"default\" for the agent of the shell");
  }
  if (!node.is_mapping()) return;
  Node list = Node::sequence(node.span);
  for (Entry& entry : node.entries) {
    const std::string path = scalar_text(entry.value);
    list.items.push_back(
        Node::string(path.empty() ? entry.key : entry.key + "=" + path, entry.value.span));
  }
  node = std::move(list);
}

void expand_ulimit(Node& node, CanonicalContext&) {
  if (!node.is_scalar() || scalar_text(node) != "0") return;
  Node limits = Node::mapping(node.span);
  for (const char* key : {"soft", "hard"}) {
    Node zero = node;
    zero.kind = Node::Kind::kInt;
    zero.integer = 0;
    limits.set(key, std::move(zero));
  }
  node = std::move(limits);
}

void expand_provider_option(Node& node, CanonicalContext&) {
  if (node.is_scalar()) node = wrapped(std::move(node));
}

void expand_provider_options(Node& node, CanonicalContext&) {
  std::erase_if(node.entries, [](const Entry& option) {
    return option.value.is_sequence() && option.value.items.empty();
  });
}

void expand_extra_hosts(Node& node, CanonicalContext& context) {
  std::vector<Node> lines;
  const auto add = [&](const std::string& text, const Node& from) {
    const std::string line = host_line(text);
    if (line.empty()) {
      context.diagnostics.error(
          "DS1202", from.span,
          fmt::format("\"{}\" has the host \"{}\" without an address", context.path, text),
          "write \"host=1.2.3.4\"");
      return;
    }
    // Several addresses may stand there, with commas between.
    const std::string host = line.substr(0, line.find('=') + 1);
    for (const std::string_view address : split(std::string_view(line).substr(host.size()), ',')) {
      lines.push_back(Node::string(host + std::string(without_brackets(address)), from.span));
    }
  };
  for (const Node& item : node.items) add(item.text, item);
  for (const Entry& entry : node.entries) {
    if (entry.value.is_string()) add(entry.key + "=" + entry.value.text, entry.value);
    for (const Node& item : entry.value.items) add(entry.key + "=" + item.text, item);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Node& a, const Node& b) { return a.text < b.text; });
  const auto repeated = std::unique(lines.begin(), lines.end(),
                                    [](const Node& a, const Node& b) { return a.text == b.text; });
  lines.erase(repeated, lines.end());
  Node list = Node::sequence(node.span);
  list.items = std::move(lines);
  node = std::move(list);
}

void expand_expose(Node& node, CanonicalContext&) {
  std::unordered_set<std::string> known;
  std::erase_if(node.items,
                [&known](const Node& item) { return !known.insert(scalar_text(item)).second; });
}

}  // namespace devstack::load
