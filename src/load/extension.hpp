// `x-devstack` blocks: checked as strictly as the rest of the file, then typed.
#pragma once

#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/extension.hpp"
#include "devstack/model/service.hpp"
#include "load/normalize.hpp"

namespace devstack::load {

/// Of a decoded service: its healthcheck gives `ready` its default deadline, its image says what
/// `mock` means. DS1410: unknown key; DS1412: a wrong value.
[[nodiscard]] model::Extension decode_extension(Node block, const model::Service& service,
                                                const NormalizeContext& context);

/// `role` of a volume; empty without a block.
[[nodiscard]] std::string decode_volume_role(const Entry& volume, Diagnostics& diagnostics);

/// Of the top of the file; `services` has all services, active or not (DS1203 otherwise).
[[nodiscard]] model::StackExtension decode_stack_extension(Node block, const Node& services,
                                                           Diagnostics& diagnostics);

/// A canonical `budget` mapping, as services and profiles have it. What makes no sense is reported
/// under `code`, with `path` as the mapping's name.
[[nodiscard]] model::Budget decode_budget(const Node& budget, const std::string& path,
                                          std::string_view code, Diagnostics& diagnostics);

}  // namespace devstack::load
