// Compose's rules for laying one document, or one service, over another.
#pragma once

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "load/override.hpp"

namespace devstack::load {

/// What becomes of two lists or mappings of variables, labels and the like.
enum class PairsForm {
  kMapping,  ///< they are read by key anyway
  kList,     ///< "NAME=value", sorted, as Compose prints them where nothing was interpolated
};

/// Lays `overlay` over `base`: mappings merge, lists append, single fields follow their own rules.
/// `!reset` in the overlay removes what `base` has there, `!override` replaces it. A pair that does
/// not fit together (a list over a mapping) is DS1294, and `base` stays as it was there.
void merge_document(Node& base, Node overlay, Diagnostics& diagnostics,
                    Record record = Record::kNothing, PairsForm form = PairsForm::kMapping);

/// The same with the values of two services, for `extends`.
void merge_service(Node& base, Node overlay, Diagnostics& diagnostics,
                   Record record = Record::kNothing, PairsForm form = PairsForm::kMapping);

/// Removes from `base` whatever `overlay` marks `!reset` or `!override`; of `overlay` only the
/// positions change, by what is recorded.
void apply_resets(Node& base, Node& overlay, Record record = Record::kNothing);

/// Drops values that are still marked `!reset` and the marks `!override`.
void strip_resets(Node& node);

}  // namespace devstack::load
