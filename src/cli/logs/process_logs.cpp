// What is there is filtered by its noted times; what comes later has the time of its reading.
#include "cli/logs/process_logs.hpp"

#include <charconv>
#include <cstdint>
#include <deque>
#include <limits>
#include <utility>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/host/log_times.hpp"

namespace devstack::cli {
namespace {

struct Line {
  std::optional<SystemTime> time;
  std::string_view text;
};

std::size_t line_limit(const std::string& tail) {
  std::size_t count = std::numeric_limits<std::size_t>::max();
  if (tail != "all") std::from_chars(tail.data(), tail.data() + tail.size(), count);
  return count;
}

std::optional<SystemTime> bound(const std::string& text) {
  const auto since_1970 = parse_engine_time(text);
  if (!since_1970) return std::nullopt;
  return SystemTime(std::chrono::duration_cast<SystemTime::duration>(*since_1970));
}

/// The last lines within the bounds. One whose time is not known passes.
std::deque<Line> chosen_lines(std::string_view text, std::size_t older_bytes,
                              const host::LogTimes& older, const host::LogTimes& current,
                              const engine::LogRequest& request) {
  const auto since = bound(request.since);
  const auto until = bound(request.until);
  const std::size_t limit = line_limit(request.tail);
  std::deque<Line> lines;
  std::size_t at = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto time = at < older_bytes ? older.at(at) : current.at(at - older_bytes);
    const bool too_early = since && time && *time + host::LogTimes::kResolution < *since;
    const bool too_late = until && time && *time > *until;
    at += line.size() + 1;
    if (too_early || too_late) continue;
    lines.push_back({time, line});
    if (lines.size() > limit) lines.pop_front();
  }
  return lines;
}

}  // namespace

ProcessLogs::ProcessLogs(const host::StateStore& state, Wanted wanted, Show show)
    : records_(state.directory()), wanted_(std::move(wanted)), show_(std::move(show)) {}

std::set<std::string> ProcessLogs::begin(const engine::LogRequest& request) {
  std::set<std::string> added;
  for (const auto& [service, record] : records_.read()) {
    if (!wanted_(service) || logs_.contains(service)) continue;
    begin_one(record, request);
    added.insert(service);
  }
  return added;
}

void ProcessLogs::begin_one(const host::ProcessRecord& record, const engine::LogRequest& request) {
  const std::string& service = record.service;
  Log& log = logs_[service];
  log.path = record.log;
  log.reader = std::make_unique<host::LogReader>(record.log);
  log.joiner =
      std::make_unique<LineJoiner>([this, service, &log](engine::LogStream, std::string_view line) {
        show_(service, log.now, line);
      });
  const std::string text = log.reader->read_existing(host::LogReader::kAllLines);
  // A line that is being written is shown when it is whole.
  const std::size_t whole = text.rfind('\n') + 1;
  const std::string times = records_.log_times(service);
  const auto lines = chosen_lines(std::string_view(text).substr(0, whole == 0 ? 0 : whole - 1),
                                  log.reader->older_bytes(), host::LogTimes(times + ".1"),
                                  host::LogTimes(times), request);
  if (whole != 0) {
    for (const Line& line : lines) show_(service, line.time, line.text);
  }
  log.joiner->feed(engine::LogStream::kStdout, std::string_view(text).substr(whole));
}

bool ProcessLogs::read_more(SystemTime now) {
  bool found = false;
  for (auto& [service, log] : logs_) {
    log.now = now;
    const std::string text = log.reader->read_more();
    log.joiner->feed(engine::LogStream::kStdout, text);
    found = found || !text.empty();
  }
  return found;
}

void ProcessLogs::finish(SystemTime now) {
  for (auto& [service, log] : logs_) {
    log.now = now;
    log.joiner->finish();
  }
}

std::set<std::string> ProcessLogs::watched_paths() const {
  std::set<std::string> paths{records_.folder()};
  for (const auto& [service, log] : logs_) paths.insert(log.path);
  return paths;
}

}  // namespace devstack::cli
