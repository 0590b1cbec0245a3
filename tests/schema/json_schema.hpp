// JSON Schemas of a stack file and of a profile file, made from the tables that the loader checks
// files with, so that editors and devstack say the same. tests/unit/load/json_schema_test.cpp holds
// the files of schema/ against them.
#pragma once

#include "devstack/base/value.hpp"

namespace devstack::load {

/// schema/stack.json: the Compose language and `x-devstack`.
[[nodiscard]] Value stack_schema();
/// schema/profile.json; `overrides` is a stack file in which nothing is required.
[[nodiscard]] Value profile_schema();

}  // namespace devstack::load
