// Dates without quotes: YAML 1.1 reads them as points in time, and so does Docker Compose.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devstack::load {

/// A date, or a date and a time, as go-yaml v3 writes it again (RFC 3339, with as many digits of a
/// second as it needs); empty for what it takes for text: a time without seconds, the 30th of
/// February.
[[nodiscard]] std::optional<std::string> yaml_timestamp(std::string_view text);

}  // namespace devstack::load
