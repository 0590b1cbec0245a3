// Times are compared as text while a stream runs (each engine writes one form), as times at seams.
#include "cli/logs/log_position.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

using Time = std::chrono::system_clock::time_point;

/// Of the parts of a long line: moby daemon/logger/copier.go (defaultBufSize).
constexpr std::size_t kPart = 16 * 1024;
constexpr std::size_t kLongestTime = 40;
constexpr std::chrono::seconds kDisorder{1};

/// Length of "2026-11-21T03:04:05.123456789Z " at the begin of the text; 0 if there is none.
std::size_t time_length(std::string_view text) {
  constexpr std::size_t kDate = 10;  // up to the T
  if (text.size() <= kDate || text[kDate] != 'T') return 0;
  const auto blank = text.substr(0, kLongestTime).find(' ');
  if (blank == std::string_view::npos || !parse_rfc3339(text.substr(0, blank))) return 0;
  return blank + 1;
}

std::string without_inner_times(std::string_view text) {
  std::string whole;
  while (text.size() > kPart) {
    whole += text.substr(0, kPart);
    text.remove_prefix(kPart);
    text.remove_prefix(time_length(text));
  }
  return whole += text;
}

Time time_of(std::string_view text) { return parse_rfc3339(text).value_or(Time{}); }

}  // namespace

TimedLine split_time(std::string_view line) {
  const std::size_t length = time_length(line);
  if (length == 0) return {{}, std::string(line)};
  return {line.substr(0, length - 1), without_inner_times(line.substr(length))};
}

bool LogPosition::is_new(engine::LogStream stream, std::string_view time) {
  Track& track = tracks_[stream == engine::LogStream::kStdout ? 0 : 1];
  // A part of the line before.
  if (time.empty()) return track.was_new;
  track.was_new = !track.repeats || !came_before(track, time);
  if (!track.was_new) return false;
  track.repeats = false;
  if (first_.empty()) first_ = time;
  if (track.last == time) {
    ++track.count;
  } else {
    track.last = time;
    track.count = 1;
  }
  return true;
}

bool LogPosition::came_before(Track& track, std::string_view time) const {
  const Time then = time_of(time);
  if (track.last.empty()) return !first_.empty() && then < time_of(first_);
  const Time last = time_of(track.last);
  if (then != last) return then < last;
  return track.repeated++ < track.count;
}

void LogPosition::go_back() {
  for (Track& track : tracks_) {
    track.repeats = true;
    track.repeated = 0;
  }
}

std::string LogPosition::since() const {
  if (first_.empty()) return {};
  Time last{};
  for (const Track& track : tracks_) {
    if (!track.last.empty()) last = std::max(last, time_of(track.last));
  }
  return format_unix_seconds((last - kDisorder).time_since_epoch());
}

}  // namespace devstack::cli
