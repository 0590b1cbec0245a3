// Choosing services on a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::cli {

/// "1: api\n2: db\n": what is offered.
[[nodiscard]] std::string pick_menu(const std::vector<std::string>& services);

/// "1 3", "2-4", "api,db" to names, each once; an empty answer chooses all. Empty result: the
/// answer names something that is not offered.
[[nodiscard]] std::optional<std::vector<std::string>> parse_pick(
    std::string_view answer, const std::vector<std::string>& services);

}  // namespace devstack::cli
