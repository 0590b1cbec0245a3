// One HTTP request against a service.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/io/loop.hpp"
#include "devstack/probe/http_request.hpp"
#include "probe/attempt.hpp"
#include "probe/http_expectation.hpp"

namespace devstack::probe {
namespace {

constexpr std::size_t kBodyLimit = std::size_t{64} << 10;
constexpr Duration kConnectTimeout{1'000};

/// The result of one way to the service; `unreachable`: another way may still lead there.
struct WayResult {
  Finding finding;
  bool unreachable = false;
};

io::HttpRequest make_request(const HttpCall& call, io::Endpoint endpoint, Duration timeout) {
  const model::HttpProbe& probe = call.expect;
  io::HttpRequest request;
  request.endpoint = std::move(endpoint);
  request.method = call.method;
  request.body = call.body;
  request.target = probe.path.starts_with('/') ? probe.path : "/" + probe.path;
  request.headers = probe.headers;
  if (!call.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  request.connect_timeout = std::min(kConnectTimeout, timeout);
  return request;
}

/// A body beyond the limit is left unread: what was expected of it must stand near its beginning.
Task<std::string> read_body(io::HttpStream& stream) {
  std::string body;
  while (body.size() < kBodyLimit) {
    const std::string piece = co_await stream.read();
    if (piece.empty()) break;
    body += piece;
  }
  co_return body;
}

Task<WayResult> exchange(io::Transport& transport, io::HttpRequest request,
                         const model::HttpProbe& probe) {
  WayResult result;
  try {
    const auto stream = co_await transport.open(std::move(request));
    const std::string body = co_await read_body(*stream);
    result.finding = judge_http(probe, stream->head(), body);
  } catch (const io::TransportError& error) {
    result.finding.result = short_line(error.what());
    result.unreachable =
        !error.request_was_sent() && error.failure() != io::TransportFailure::kRefused;
  }
  co_return result;
}

Task<Finding> call_once(ProbeContext context, const Target& target, const HttpCall& call,
                        Duration timeout) {
  const model::HttpProbe& probe = call.expect;
  if (probe.scheme != "http") {
    co_return Finding{false, probe.scheme + " is not supported by http probes; use exec"};
  }
  Finding finding = no_way_to(probe.port);
  for (const io::Endpoint& way : ways_to(context, target, probe.port)) {
    auto request = make_request(call, way, timeout);
    auto work = exchange(context.transport, std::move(request), probe);
    const auto result = co_await io::with_deadline(context.clock, timeout, std::move(work));
    if (!result) {
      co_return Finding{false, fmt::format("no answer within {} ms", timeout.count())};
    }
    finding = result->finding;
    if (!result->unreachable) break;
  }
  co_return finding;
}

}  // namespace

Task<Finding> try_http(ProbeContext context, const Target& target, const model::HttpProbe& probe,
                       Duration timeout) {
  HttpCall call;
  call.expect = probe;
  co_return co_await call_once(context, target, call, timeout);
}

Task<Attempt> request_once(ProbeContext context, Target target, HttpCall call, Duration timeout) {
  const auto began = context.clock.now();
  const Finding finding = co_await call_once(context, target, call, timeout);
  Attempt attempt;
  attempt.at = std::chrono::duration_cast<Duration>(context.clock.now() - began);
  attempt.passed = finding.passed;
  attempt.result = finding.result;
  co_return attempt;
}

}  // namespace devstack::probe
