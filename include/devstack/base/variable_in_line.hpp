// Which variable a value of a stack file comes from, read off the line that it stands on.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/source.hpp"

namespace devstack {

/// "DB_PORT" for the value 5432 of the line `ports: ["${DB_PORT:-5432}:5432"]`. A line may have
/// several; the one whose default is `value` is preferred, else the first. Empty: none.
[[nodiscard]] std::string variable_in_line(const SourceSpan& where, std::string_view value);

}  // namespace devstack
