// A line in the container's log, of this run of it: the engine's clock bounds what is read.
#include "probe/probe_log.hpp"
#include "devstack/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/io/loop.hpp"

namespace devstack::probe {
namespace {

engine::LogRequest since_start(const Target& target, bool follow) {
  engine::LogRequest request;
  request.follow = follow;
  request.since = log_since(target.log_begins);
  return request;
}

/// Reads to the end of the log; true so that a deadline can be told from an end.
Task<bool> read_log(ProbeContext context, std::string id, engine::LogRequest request,
                    engine::Client::LogSink sink) {
  co_await context.client.stream_logs(std::move(id), std::move(request), std::move(sink));
  co_return true;
}

}  // namespace

std::string log_since(engine::Timestamp time) {
  const std::chrono::nanoseconds since_1970 = time.time_since_epoch();
  return since_1970.count() <= 0 ? std::string() : format_unix_seconds(since_1970);
}

engine::Timestamp log_begin(const engine::ContainerDetails& container) {
  const engine::Timestamp never{};
  const auto finished = container.finished_at.value_or(never);
  if (finished <= never || !container.started_at) return never;
  if (container.running) return finished;  // the run before
  // It has ended, and when the run before did is forgotten. The end of a short run is stamped by
  // containerd and may be earlier than the start.
  constexpr std::chrono::seconds kEarlyLines{1};
  return std::min(finished, *container.started_at) - kEarlyLines;
}

Finding finding_of(const LogMatcher& matcher) {
  if (!matcher.broken().empty()) return {false, "the pattern is broken: " + matcher.broken()};
  if (matcher.matched()) return {true, short_line(matcher.line())};
  if (matcher.lines() == 0) return {false, "the log is empty"};
  return {false, short_line(fmt::format("no match in {} lines, last: {}", matcher.lines(),
                                        matcher.line()))};
}

Task<Finding> try_log(ProbeContext context, const Target& target, const model::LogProbe& probe,
                      Duration timeout) {
  LogMatcher matcher(probe.pattern);
  auto request = since_start(target, false);
  engine::Client::LogSink sink = [&matcher](engine::LogStream stream, std::string_view piece) {
    matcher.feed(stream, piece);
  };
  auto reading = read_log(context, target.container_id, std::move(request), std::move(sink));
  const auto ended = co_await io::with_deadline(context.clock, timeout, std::move(reading));
  if (ended) matcher.finish();
  co_return finding_of(matcher);
}

Task<void> follow_log(ProbeContext context, const Target& target, LogMatcher& matcher,
                      Event& changed) {
  auto request = since_start(target, true);
  engine::Client::LogSink sink = [&matcher, &changed](engine::LogStream stream,
                                                      std::string_view piece) {
    const bool before = matcher.matched();
    matcher.feed(stream, piece);
    if (matcher.matched() && !before) changed.set();
  };
  co_await context.client.stream_logs(target.container_id, std::move(request), std::move(sink));
  matcher.finish();
}

}  // namespace devstack::probe
