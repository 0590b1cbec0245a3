// Diagnostic log of the program itself, for `-v`; on stderr. What the user is told about a stack
// are events (event.hpp), not log lines.
#pragma once

#include <string_view>

namespace devstack {

enum class LogLevel { kOff, kInfo, kDebug };

/// Called once from main, before anything logs.
void set_log_level(LogLevel level);
[[nodiscard]] bool log_enabled(LogLevel level);

void log_info(std::string_view message);
void log_debug(std::string_view message);

}  // namespace devstack
