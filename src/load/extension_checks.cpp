#include "load/extension_checks.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/extension_block.hpp"
#include "load/extension_probe.hpp"
#include "load/host_port.hpp"
#include "load/known_service.hpp"
#include "load/node_reader.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";
constexpr std::string_view kHost = "host";

/// One check; the path names it in messages.
class CheckReader {
 public:
  CheckReader(const Node& check, std::string path, const Node& services, Diagnostics& diagnostics)
      : node_(check),
        reader_(&check),
        path_(std::move(path)),
        services_(services),
        diagnostics_(diagnostics) {}

  std::optional<model::CheckSpec> read() {
    constexpr std::array<std::string_view, 3> kKinds{"from", "exec", "http"};
    const auto count = std::count_if(kKinds.begin(), kKinds.end(), [this](std::string_view key) {
      return reader_.find(key) != nullptr;
    });
    if (count != 1) {
      diagnostics_.error(kWrongValue, node_.span,
                         fmt::format("\"{}\" tests {} things", path_, count),
                         "give it exactly one of from (with to), exec and http");
      return std::nullopt;
    }
    std::optional<model::CheckSpec> result = read_kind();
    if (!result) return std::nullopt;
    const ValueCheck check(reader_, path_, kWrongValue, diagnostics_);
    check.text_not_blank("name");
    check.duration_above_zero("within");
    if (!reader_.text("name").empty()) result->name = reader_.text("name");
    if (const auto within = reader_.duration("within")) {
      result->within = std::chrono::ceil<std::chrono::milliseconds>(*within);
    }
    result->only_real = reader_.boolean("upstream");
    result->span = node_.span;
    return result;
  }

 private:
  std::optional<model::CheckSpec> read_kind() {
    if (reader_.find("from") != nullptr) return read_connection();
    if (const Node* const to = reader_.find("to")) {
      refuse(*to, "to", "belongs to a connection", "name who connects under \"from\"");
    }
    if (reader_.find("exec") != nullptr) return read_exec();
    return read_http();
  }

  std::optional<model::CheckSpec> read_connection() {
    const Node& from = *reader_.find("from");
    if (from.text != kHost) {
      expect_service(from.text, services_, from.span, fmt::format("\"{}\" connects from", path_),
                     diagnostics_);
    }
    expect_members({}, "a connection is expected to succeed, or \"refused\"");
    const Node* const to = reader_.find("to");
    const auto target = to == nullptr ? std::nullopt : parse_host_port(to->text);
    if (!target) {
      diagnostics_.error(kWrongValue, to == nullptr ? node_.span : to->span,
                         fmt::format("\"{}\" does not say what it connects to", path_),
                         "write a name and a port: to: \"db:5432\"");
      return std::nullopt;
    }
    model::ConnectivityCheck check{from.text, target->host, target->port, is_refused()};
    model::CheckSpec result;
    result.name = fmt::format("{} {} {}", from.text, check.refused ? "not to" : "to", to->text);
    result.kind = std::move(check);
    return result;
  }

  std::optional<model::CheckSpec> read_exec() {
    expect_members({"stdout"}, "a command has only \"stdout\"");
    const auto probe = read_probe("exec", {"stdout"}, {});
    if (!probe) return std::nullopt;
    const auto& exec = std::get<model::ExecProbe>(probe->kind);
    model::ExecCheck check{service_of("exec"), exec.command, exec.expect_stdout};
    model::CheckSpec result;
    const auto& words = check.command;
    const bool is_line = words.size() == 3 && words[0] == "/bin/sh" && words[1] == "-c";
    result.name = fmt::format("{}: {}", check.service, is_line ? words[2] : join(words, " "));
    result.kind = std::move(check);
    return result;
  }

  std::optional<model::CheckSpec> read_http() {
    expect_members({"status", "json", "body"}, "an answer has \"status\", \"json\" and \"body\"");
    const auto probe = read_probe("http", {"status", "json", "body"}, {"method", "body"});
    if (!probe) return std::nullopt;
    model::HttpCheck check;
    check.service = service_of("http");
    check.request = std::get<model::HttpProbe>(probe->kind);
    const NodeReader http = reader_.section("http");
    if (http.find("method") != nullptr) check.method = http.text("method");
    check.body = http.text("body");
    model::CheckSpec result;
    result.name = fmt::format("{} {}:{}{}", check.method, check.service, check.request.port,
                              check.request.path);
    result.kind = std::move(check);
    return result;
  }

  /// The command or the request is read as that of a probe, with `expect` inside it.
  std::optional<model::ProbeSpec> read_probe(std::string_view kind,
                                             std::initializer_list<std::string_view> expected,
                                             std::initializer_list<std::string_view> others) {
    Node test = *reader_.find(kind);
    test.erase("service");
    for (const std::string_view key : others) test.erase(key);
    Node expect = Node::mapping(test.span);
    for (const std::string_view key : expected) {
      const Node* const member = reader_.section("expect").find(key);
      if (member != nullptr) expect.set(std::string(key), *member);
    }
    if (!expect.entries.empty()) test.set("expect", std::move(expect));
    Node ready = Node::mapping(node_.span);
    ready.set(std::string(kind), std::move(test));
    return decode_probe(ready, std::nullopt, path_, diagnostics_);
  }

  std::string service_of(std::string_view kind) {
    const Node& service = *reader_.section(kind).find("service");
    expect_service(service.text, services_, service.span, fmt::format("\"{}\" asks", path_),
                   diagnostics_);
    return service.text;
  }

  [[nodiscard]] bool is_refused() const {
    const Node* const expect = reader_.find("expect");
    return expect != nullptr && expect->is_string();
  }

  /// What `expect` may have depends on the kind of check.
  void expect_members(std::initializer_list<std::string_view> allowed, const char* hint) {
    const Node* const expect = reader_.find("expect");
    if (expect == nullptr) return;
    if (expect->is_string() && allowed.size() != 0) {
      refuse(*expect, "expect", "is for connections", hint);
    }
    for (const Entry& entry : expect->entries) {
      if (std::find(allowed.begin(), allowed.end(), entry.key) != allowed.end()) continue;
      diagnostics_.error(kWrongValue, entry.key_span,
                         fmt::format("\"{}.expect.{}\" does not fit the test", path_, entry.key),
                         hint);
    }
  }

  void refuse(const Node& node, std::string_view key, std::string_view what, const char* hint) {
    diagnostics_.error(kWrongValue, node.span, fmt::format("\"{}.{}\" {}", path_, key, what), hint);
  }

  const Node& node_;
  NodeReader reader_;
  std::string path_;
  const Node& services_;
  Diagnostics& diagnostics_;
};

void refuse_same_name(const model::CheckGroup& group, const model::CheckSpec& check,
                      Diagnostics& diagnostics) {
  const auto same =
      std::find_if(group.checks.begin(), group.checks.end(),
                   [&check](const model::CheckSpec& other) { return other.name == check.name; });
  if (same == group.checks.end()) return;
  report_twice(check.span, same->span,
               fmt::format("there are two checks \"{}\" in \"{}\"", check.name, group.name),
               "take one of them away, or give it a `name`", diagnostics);
}

}  // namespace

std::vector<model::CheckGroup> decode_checks(const Node& checks, const Node& services,
                                             Diagnostics& diagnostics) {
  std::vector<model::CheckGroup> groups;
  for (const Entry* const entry : in_file_order(checks.entries)) {
    model::CheckGroup group{entry->key, {}, entry->key_span};
    std::size_t index = 0;
    for (const Node& item : entry->value.items) {
      std::string path = fmt::format("x-devstack.checks.{}[{}]", entry->key, index++);
      auto check = CheckReader(item, std::move(path), services, diagnostics).read();
      if (!check) continue;
      refuse_same_name(group, *check, diagnostics);
      group.checks.push_back(*std::move(check));
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace devstack::load
