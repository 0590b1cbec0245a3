// One value taking the place of another, recorded where somebody asked for provenance.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// kSteps costs a copy of every text that is overridden; only `--why` and `--explain` need it.
enum class Record { kNothing, kSteps };

/// Notes on `replacement` that it takes the place of `value`.
void note_override(Node& replacement, const Node& value, Record record);

/// `value = replacement`, noted.
void override_value(Node& value, Node replacement, Record record);

/// Notes on `base`, a mapping or list, that it takes members of `overlay`.
void note_merge(Node& base, const Node& overlay, Record record);

/// Notes on `base` that its member `key` goes because of the `!reset` at `where`.
void note_removal(Node& base, const std::string& key, const SourceSpan& where, Record record);

/// The value in one line, for people: scalars as text, the rest in flow style; cut when long.
[[nodiscard]] std::string compact_text(const Node& node);

}  // namespace devstack::load
