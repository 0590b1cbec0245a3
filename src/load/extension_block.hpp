// What all `x-devstack` blocks have in common: the check against the tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "load/shape.hpp"

namespace devstack::load {

/// The block checked and in canonical form.
[[nodiscard]] Node prepare_block(Node block, const Shape& shape, const std::string& path,
                                 Diagnostics& diagnostics);

/// Refuses an x-devstack block where there is none, such as on a network (DS1410).
void refuse_extension(const Node& member, const std::string& path, Diagnostics& diagnostics);

/// Members of a mapping with free keys as they were written: canonical ones are sorted by name.
[[nodiscard]] std::vector<const Entry*> in_file_order(const std::vector<Entry>& entries);

/// Two things that must not be the same: at the later place, with a note at the earlier.
void report_twice(const SourceSpan& later, const SourceSpan& earlier, std::string message,
                  std::string hint, Diagnostics& diagnostics);

}  // namespace devstack::load
