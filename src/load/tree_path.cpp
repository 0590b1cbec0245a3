// Patterns such as "services.*.build", in which the tables of merging are written.
#include "load/tree_path.hpp"

#include <string>

namespace devstack::load {

namespace {

struct Head {
  std::string_view first;
  std::string_view rest;
};

Head split_head(std::string_view pattern) {
  const std::size_t dot = pattern.find('.');
  if (dot == std::string_view::npos) return {pattern, {}};
  return {pattern.substr(0, dot), pattern.substr(dot + 1)};
}

}  // namespace

bool matches(const TreePath& path, std::string_view pattern) {
  for (const std::string_view key : path) {
    if (pattern.empty()) return false;
    const Head head = split_head(pattern);
    if (head.first != "*" && head.first != key) return false;
    pattern = head.rest;
  }
  return pattern.empty();
}

std::string to_string(const TreePath& path) {
  std::string text;
  for (const std::string_view key : path) {
    if (!text.empty()) text += '.';
    text += key;
  }
  return text;
}

void visit_pattern(Node& node, std::string_view pattern, const std::function<void(Node&)>& visit) {
  if (pattern.empty()) {
    visit(node);
    return;
  }
  const Head head = split_head(pattern);
  if (head.first == "*") {
    for (Node& item : node.items) visit_pattern(item, head.rest, visit);
    for (Entry& entry : node.entries) visit_pattern(entry.value, head.rest, visit);
  } else if (Node* child = node.find(head.first)) {
    visit_pattern(*child, head.rest, visit);
  }
}

}  // namespace devstack::load
