// Values that are used elsewhere than they were written: by alias, `extends` or `include`.
#pragma once

#include "devstack/base/source_step.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Adds `step` to the position of the node, of its keys and of everything below.
void mark_passage(Node& node, const SourceStep& step);

}  // namespace devstack::load
