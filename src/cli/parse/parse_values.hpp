// Values of options that need more than a string: durations, SVC=N pairs.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace devstack::cli {

/// "10" (seconds) or "1m30s", rounded up to whole seconds. Throws UsageError naming `option`.
[[nodiscard]] std::chrono::seconds parse_seconds(const std::string& option,
                                                 const std::string& text);
/// The same in milliseconds: "500ms".
[[nodiscard]] std::chrono::milliseconds parse_milliseconds(const std::string& option,
                                                           const std::string& text);
/// "event-bus=pulsar": role and choice. Throws UsageError.
[[nodiscard]] std::pair<std::string, std::string> parse_use(const std::string& option,
                                                            const std::string& text);
/// A distance between ports, -65535 to 65535. Throws UsageError.
[[nodiscard]] int parse_port_offset(const std::string& option, const std::string& text);
/// "web=3" each. Throws UsageError.
[[nodiscard]] std::map<std::string, int> parse_scale(const std::vector<std::string>& pairs);

/// --since and --until: a time (RFC 3339), seconds since 1970, or a duration back from `now`;
/// the result is what the engine takes. Throws UsageError.
[[nodiscard]] std::string parse_log_time(const std::string& option, const std::string& text,
                                         std::chrono::system_clock::time_point now);

/// "512m", "1g" or bytes. Throws UsageError.
[[nodiscard]] std::int64_t parse_memory(const std::string& option, const std::string& text);

/// "SIGTERM", "TERM", "15". Throws UsageError.
[[nodiscard]] int parse_signal(const std::string& option, const std::string& text);

}  // namespace devstack::cli
