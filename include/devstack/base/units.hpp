// Durations and sizes as people write them in Compose files and read them on screens.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace devstack {

/// Go's duration syntax as Compose takes it: "1m30s", "1.5h", "500ms", "2us"; a sign is refused and
/// a number needs its unit ("0" alone is zero). Empty on anything else or on overflow.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);
/// Go's canonical form, as `docker compose config` prints it: "1m30s", "500ms", "0s".
[[nodiscard]] std::string format_go_duration(std::chrono::nanoseconds duration);
/// For screens: "31ms", "0.9s", "4.4s", "1m 12s", "3h 5m", "2d 4h".
[[nodiscard]] std::string format_duration(std::chrono::nanoseconds duration);

/// Docker's size syntax: "512", "64k", "1.5G", "2gb", "1GiB"; units are powers of 1024.
[[nodiscard]] std::optional<std::int64_t> parse_bytes(std::string_view text);
/// For screens: "512 B", "1.5 GiB".
[[nodiscard]] std::string format_bytes(std::int64_t bytes);

/// "2026-11-21T03:04:05.123456789Z" (RFC 3339, as the engine writes) to a time; empty if malformed
/// or the engine's zero time (year 1).
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parse_rfc3339(
    std::string_view text);
[[nodiscard]] std::string format_rfc3339(std::chrono::system_clock::time_point time);
/// "1763690645.123456789": seconds since 1970, as the engine takes times in queries.
[[nodiscard]] std::string format_unix_seconds(std::chrono::nanoseconds since_1970);
/// RFC 3339, or seconds since 1970 with a fraction; empty for anything else.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_engine_time(std::string_view text);
/// For screens: how long ago an RFC 3339 time was, "3h 5m"; empty if malformed or not yet.
[[nodiscard]] std::string format_age(std::string_view time,
                                     std::chrono::system_clock::time_point now);

}  // namespace devstack
