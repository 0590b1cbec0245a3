// Where we are in the log of one container, so that a stream that is opened again goes on exactly
// there: no line lost, none twice.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "devstack/engine/client.hpp"

namespace devstack::cli {

/// A line as the engine writes it when times are asked for: "2026-…Z text".
struct TimedLine {
  std::string_view time;  ///< empty: there is none
  std::string text;
};
/// Takes the time off. The engine stores long lines in parts and writes a time before each: those
/// inside are taken out.
[[nodiscard]] TimedLine split_time(std::string_view line);

class LogPosition {
 public:
  /// False for a line that came already before `go_back`.
  [[nodiscard]] bool is_new(engine::LogStream stream, std::string_view time);
  /// A stream begins that starts at `since()`: it repeats some lines.
  void go_back();
  /// For LogRequest::since: a little before the last line, because the engine sorts the lines of
  /// stdout and stderr only roughly. Empty: nothing came yet.
  [[nodiscard]] std::string since() const;

 private:
  struct Track {
    std::string last;          ///< time of the newest line
    std::size_t count = 0;     ///< lines that have it
    std::size_t repeated = 0;  ///< of these, since `go_back`
    bool repeats = false;      ///< what comes may have come before
    bool was_new = true;
  };
  [[nodiscard]] bool came_before(Track& track, std::string_view time) const;

  std::array<Track, 2> tracks_;  // stdout, stderr
  std::string first_;
};

}  // namespace devstack::cli
