// Reading back what `encode` makes of a process's record.
#pragma once

#include <optional>
#include <string_view>

#include "devstack/host/process_record.hpp"

namespace devstack::host {

/// Empty when the text is damaged, or of another version.
[[nodiscard]] std::optional<ProcessRecord> decode_process(std::string_view text);

}  // namespace devstack::host
