// Compose's rules for laying one document, or one service, over another.
#pragma once

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Lays `overlay` over `base`: mappings merge, lists append, single fields follow their own rules.
/// `!reset` in the overlay removes what `base` has there, `!override` replaces it. A pair that does
/// not fit together (a list over a mapping) is DS1294, and `base` stays as it was there.
void merge_document(Node& base, Node overlay, Diagnostics& diagnostics);

/// The same with the values of two services, for `extends`.
void merge_service(Node& base, Node overlay, Diagnostics& diagnostics);

/// Removes from `base` whatever `overlay` marks `!reset` or `!override`; `overlay` stays.
void apply_resets(Node& base, const Node& overlay);

/// Drops values that are still marked `!reset` and the marks `!override`.
void strip_resets(Node& node);

}  // namespace devstack::load
