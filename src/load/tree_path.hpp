// Places in a document as patterns: "services.*.build.args".
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Keys from the root on; views into the tree that is walked.
using TreePath = std::vector<std::string_view>;

/// `*` stands for any one key.
[[nodiscard]] bool matches(const TreePath& path, std::string_view pattern);

/// "services.db.ports"
[[nodiscard]] std::string to_string(const TreePath& path);

/// Calls `visit` with every value at `pattern`. `*` also stands for any item of a list.
void visit_pattern(Node& node, std::string_view pattern, const std::function<void(Node&)>& visit);

}  // namespace devstack::load
