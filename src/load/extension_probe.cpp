#include "load/extension_probe.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <regex>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "load/cast.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

milliseconds default_deadline(const std::optional<model::Healthcheck>& healthcheck) {
  const nanoseconds least = seconds(60);
  if (!healthcheck) return std::chrono::duration_cast<milliseconds>(least);
  // The engine's own values where the file says nothing.
  const nanoseconds interval = healthcheck->interval.value_or(seconds(30));
  const nanoseconds timeout = healthcheck->timeout.value_or(seconds(30));
  const std::int64_t retries = healthcheck->retries.value_or(3);
  const nanoseconds allowed =
      healthcheck->start_period.value_or(seconds(0)) + retries * (interval + timeout);
  return std::chrono::ceil<milliseconds>(std::max(least, allowed));
}

class ProbeReader {
 public:
  ProbeReader(const Node& ready, const std::string& path, Diagnostics& diagnostics)
      : ready_(&ready), span_(ready.span), path_(path), diagnostics_(diagnostics) {}

  std::optional<model::ProbeKind> read() {
    constexpr std::array<std::string_view, 4> kTests{"http", "tcp", "exec", "log"};
    const auto count = std::count_if(kTests.begin(), kTests.end(), [this](std::string_view key) {
      return ready_.find(key) != nullptr;
    });
    if (count != 1) {
      diagnostics_.error("DS1412", span_, fmt::format("\"{}\" has {} tests", path_, count),
                         "give it exactly one of http, tcp, exec and log");
      return std::nullopt;
    }
    if (ready_.find("http") != nullptr) return read_http();
    if (ready_.find("tcp") != nullptr) {
      return model::TcpProbe{port_of(ready_.section("tcp"))};
    }
    if (ready_.find("exec") != nullptr) return read_exec();
    return read_log();
  }

 private:
  std::uint16_t port_of(const NodeReader& reader) {
    const std::int64_t port = reader.integer("port").value_or(0);
    if (port < 1 || port > 65535) {
      diagnostics_.error("DS1412", span_,
                         fmt::format("\"{}\" has the port {}, which does not exist", path_, port),
                         "ports are 1 to 65535");
      return 0;
    }
    return static_cast<std::uint16_t>(port);
  }

  model::ProbeKind read_http() {
    const NodeReader reader = ready_.section("http");
    const NodeReader expect = reader.section("expect");
    model::HttpProbe probe;
    probe.port = port_of(reader);
    if (reader.find("path") != nullptr) probe.path = reader.text("path");
    if (reader.find("scheme") != nullptr) probe.scheme = reader.text("scheme");
    if (!probe.path.starts_with('/')) probe.path.insert(0, 1, '/');
    for (const auto& [name, value] : reader.text_map("headers")) {
      probe.headers.emplace_back(name, value);
    }
    if (const Node* const status = expect.find("status")) {
      std::vector<Node> list = status->items;
      if (status->is_scalar()) list.push_back(*status);
      for (const Node& item : list) probe.expect_status.push_back(static_cast<int>(item.integer));
    }
    for (const auto& [name, value] : expect.text_map("json")) {
      probe.expect_json.emplace_back(name, value);
    }
    probe.expect_body = expect.text("body");
    return probe;
  }

  model::ProbeKind read_exec() {
    const NodeReader reader = ready_.section("exec");
    const Node* const command = reader.find("command");
    model::ExecProbe probe;
    // A line is for a shell, as in a healthcheck's test.
    if (command != nullptr && command->is_string()) {
      probe.command = {"/bin/sh", "-c", command->text};
    } else if (command != nullptr) {
      probe.command = texts_of(*command);
    }
    if (probe.command.empty()) {
      diagnostics_.error("DS1412", span_, fmt::format("\"{}.exec\" runs no command", path_));
    }
    probe.expect_stdout = reader.section("expect").text("stdout");
    return probe;
  }

  model::ProbeKind read_log() {
    model::LogProbe probe{ready_.section("log").text("pattern")};
    try {
      const std::regex compiled(probe.pattern);
    } catch (const std::regex_error& error) {
      diagnostics_.error(
          "DS1412", span_,
          fmt::format("\"{}.log\" is no regular expression: {}", path_, error.what()),
          "the syntax is that of ECMAScript");
    }
    return probe;
  }

  NodeReader ready_;
  const SourceSpan& span_;
  const std::string& path_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<model::ProbeSpec> decode_probe(const Node& ready,
                                             const std::optional<model::Healthcheck>& healthcheck,
                                             const std::string& path, Diagnostics& diagnostics) {
  const auto kind = ProbeReader(ready, path, diagnostics).read();
  if (!kind) return std::nullopt;
  const NodeReader reader(&ready);
  model::ProbeSpec probe;
  probe.kind = *kind;
  probe.origin = model::ProbeOrigin::kReady;
  const auto within = reader.duration("within");
  probe.within = within ? std::chrono::ceil<milliseconds>(*within) : default_deadline(healthcheck);
  if (const auto every = reader.duration("every")) {
    probe.every = std::chrono::ceil<milliseconds>(*every);
  }
  probe.span = ready.span;
  return probe;
}

}  // namespace devstack::load
