// What the choices of roles add to the declared needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// True if the role's choice has something that runs in this profile, or nothing to run at all.
[[nodiscard]] bool takes_part(const model::Substitution& role, const model::Stack& stack);

/// Bytes that the choice costs beyond the budgets of its own active services, which count already.
[[nodiscard]] std::int64_t extra_memory(const model::Substitution& role, const model::Stack& stack);

/// "event-bus=redis" of the roles that take part.
[[nodiscard]] std::vector<std::string> taken_choices(const model::Stack& stack);

/// The longest start-up of the choices that take part: they start side by side. Empty without any.
[[nodiscard]] std::optional<std::chrono::milliseconds> slowest_choice(const model::Stack& stack);

/// "event-bus=redis 100 MiB instead of pulsar 2 GiB", for each choice that declares less memory.
[[nodiscard]] std::vector<std::string> cheaper_choices(const model::Stack& stack);

}  // namespace devstack::cli
