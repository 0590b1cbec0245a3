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
#include "load/shell_command.hpp"
#include "load/value_check.hpp"

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
      return model::TcpProbe{port_of("tcp")};
    }
    if (ready_.find("exec") != nullptr) return read_exec();
    return read_log();
  }

 private:
  [[nodiscard]] ValueCheck check(std::string_view section) const {
    return {ready_.section(section), fmt::format("{}.{}", path_, section), "DS1412", diagnostics_};
  }

  std::uint16_t port_of(std::string_view section) {
    check(section).integer_within("port", 1, 65535);
    const std::int64_t port = ready_.section(section).integer("port").value_or(0);
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(port, 0, 65535));
  }

  model::ProbeKind read_http() {
    const NodeReader reader = ready_.section("http");
    const NodeReader expect = reader.section("expect");
    model::HttpProbe probe;
    probe.port = port_of("http");
    check("http").text_is_one_word("path");
    if (reader.find("path") != nullptr) probe.path = reader.text("path");
    if (reader.find("scheme") != nullptr) probe.scheme = reader.text("scheme");
    if (!probe.path.starts_with('/')) probe.path.insert(0, 1, '/');
    read_headers(reader, probe);
    read_statuses(expect, probe);
    for (const auto& [name, value] : expect.text_map("json")) {
      probe.expect_json.emplace_back(name, value);
    }
    probe.expect_body = expect.text("body");
    return probe;
  }

  void read_headers(const NodeReader& reader, model::HttpProbe& probe) {
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    for (const Entry& entry : reader.entries("headers")) {
      const bool named = !entry.key.empty() &&
                         std::none_of(entry.key.begin(), entry.key.end(), [&](unsigned char c) {
                           return is_control(c) || c == ' ' || c == ':';
                         });
      const std::string value = scalar_text(entry.value);
      if (!named || std::any_of(value.begin(), value.end(), is_control)) {
        diagnostics_.error(
            "DS1412", entry.key_span,
            fmt::format("\"{}.http.headers\" has a header that no request can carry", path_),
            "names are one word, values one line");
        continue;
      }
      probe.headers.emplace_back(entry.key, value);
    }
  }

  void read_statuses(const NodeReader& expect, model::HttpProbe& probe) {
    const Node* const status = expect.find("status");
    if (status == nullptr) return;
    ValueCheck(expect, path_ + ".http.expect", "DS1412", diagnostics_).list_not_empty("status");
    std::vector<Node> list = status->items;
    if (status->is_scalar()) list.push_back(*status);
    for (const Node& item : list) {
      if (item.kind == Node::Kind::kInt && (item.integer < 100 || item.integer > 599)) {
        diagnostics_.error("DS1412", item.span,
                           fmt::format("\"{}.http.expect.status\" has {}, which no server answers",
                                       path_, item.integer),
                           "statuses are 100 to 599");
      }
      probe.expect_status.push_back(static_cast<int>(item.integer));
    }
  }

  model::ProbeKind read_exec() {
    const NodeReader reader = ready_.section("exec");
    model::ExecProbe probe;
    if (const Node* const command = reader.find("command")) {
      probe.command = shell_command(*command, path_ + ".exec", diagnostics_);
    } else {
      diagnostics_.error("DS1412", span_, fmt::format("\"{}.exec\" runs no command", path_),
                         "write it as a list of words, or as one line for a shell");
    }
    probe.expect_stdout = reader.section("expect").text("stdout");
    return probe;
  }

  model::ProbeKind read_log() {
    check("log").text_not_blank("pattern");
    model::LogProbe probe{ready_.section("log").text("pattern")};
    // The library compiles by recursion, which a long pattern of brackets would not survive.
    constexpr std::size_t kLongestPattern = 1000;
    if (probe.pattern.size() > kLongestPattern) {
      diagnostics_.error("DS1412", ready_.section("log").find("pattern")->span,
                         fmt::format("\"{}.log\" has a pattern of more than {} characters", path_,
                                     kLongestPattern),
                         "look for a shorter part of the line");
      return probe;
    }
    try {
      const std::regex compiled(probe.pattern);
    } catch (const std::regex_error& error) {
      const Node* const pattern = ready_.section("log").find("pattern");
      diagnostics_.error(
          "DS1412", pattern == nullptr ? span_ : pattern->span,
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

/// Faster than the engine can answer, a fixed interval would only keep it busy.
constexpr nanoseconds kLeastInterval = milliseconds(10);

void check_times(const NodeReader& reader, const model::ProbeSpec& probe, const std::string& path,
                 Diagnostics& diagnostics) {
  const ValueCheck check(reader, path, "DS1412", diagnostics);
  check.duration_above_zero("within");
  check.duration_at_least("every", kLeastInterval);
  if (probe.every && probe.within.count() > 0 && *probe.every > probe.within) {
    check.refuse("every", "is longer than the deadline, so that nothing is ever tried twice",
                 "make \"every\" shorter, or \"within\" longer");
  }
}

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
  check_times(reader, probe, path, diagnostics);
  probe.span = ready.span;
  return probe;
}

}  // namespace devstack::load
