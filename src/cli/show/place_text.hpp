// Places in files as commands show them: position and source line, without secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {

/// The line of the place, trimmed and masked; empty when the place is unknown. When `name` is that
/// of a secret, and the line does not show which part of it is, all of it is masked.
[[nodiscard]] std::string source_line(const SourceSpan& where, std::string_view name);

/// "file", "line", "column" and "source" of a known place.
void set_place(Value& object, const SourceSpan& where, std::string_view name);

/// Columns two blanks apart, each row after `indent`; blanks at the end of a line go.
[[nodiscard]] std::string aligned(const std::vector<std::vector<std::string>>& rows,
                                  std::string_view indent);

}  // namespace devstack::cli
