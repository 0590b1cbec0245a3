#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

model::ProbeSpec probe(const std::string& ready, const std::string& more = {}) {
  const auto result = decode_one("image: x, x-devstack: {ready: {" + ready + "}}" + more);
  EXPECT_EQ(result.findings(), "") << ready;
  return result.service("a").extension.ready.value_or(model::ProbeSpec{});
}

TEST(ExtensionProbe, Http) {
  const model::ProbeSpec spec = probe(
      "http: {port: 8080, path: health, headers: {H: 1}, expect: {status: [200, 204], json: {db: "
      "ok}, body: b}}, within: 30s, every: 100ms");
  const auto& http = std::get<model::HttpProbe>(spec.kind);
  EXPECT_EQ(http.port, 8080);
  EXPECT_EQ(http.path, "/health");
  EXPECT_EQ(http.expect_status, (std::vector<int>{200, 204}));
  EXPECT_EQ(http.expect_json.front().second, "ok");
  EXPECT_EQ(http.expect_body, "b");
  EXPECT_EQ(spec.within, std::chrono::seconds(30));
  EXPECT_EQ(spec.every, std::chrono::milliseconds(100));
  EXPECT_EQ(spec.origin, model::ProbeOrigin::kReady);
}

TEST(ExtensionProbe, ShortForms) {
  EXPECT_EQ(std::get<model::TcpProbe>(probe("tcp: 5432").kind).port, 5432);
  EXPECT_EQ(std::get<model::ExecProbe>(probe("exec: [a, b]").kind).command,
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(std::get<model::ExecProbe>(probe("exec: \"a | b\"").kind).command,
            (std::vector<std::string>{"/bin/sh", "-c", "a | b"}));
  EXPECT_EQ(std::get<model::LogProbe>(probe("log: ready").kind).pattern, "ready");
}

TEST(ExtensionProbe, DeadlineComesFromTheHealthcheck) {
  EXPECT_EQ(probe("tcp: 1").within, std::chrono::seconds(60));
  EXPECT_EQ(probe("tcp: 1",
                  ", healthcheck: {test: x, interval: 10s, timeout: 5s, retries: 10, "
                  "start_period: 20s}")
                .within,
            std::chrono::seconds(170));
}

TEST(ExtensionProbe, ExactlyOneTestThatMakesSense) {
  for (const char* ready : {"within: 1s",
                            "tcp: 1, log: x",
                            "tcp: 70000",
                            "log: \"[\"",
                            "exec: []",
                            "http: {path: /}",
                            "tcp: 0",
                            "log: \"\"",
                            "exec: \" \"",
                            "http: {port: 80, path: \"/a b\"}",
                            "http: {port: -1}",
                            "http: {port: 80, headers: {\"A:B\": x}}",
                            "http: {port: 80, headers: {A: \"x\\r\\ny\"}}",
                            "http: {port: 80, expect: {status: [99]}}",
                            "http: {port: 80, expect: {status: []}}",
                            "http: {port: 80, expect: {status: 600}}",
                            "tcp: 1, within: 0s",
                            "tcp: 1, within: -1s",
                            "tcp: 1, every: 0s",
                            "tcp: 1, every: 9ms",
                            "tcp: 1, every: 2m",
                            "tcp: 1, every: 2s, within: 1s"}) {
    const auto result = decode_one("image: x, x-devstack: {ready: {" + std::string(ready) + "}}");
    ASSERT_FALSE(result.diagnostics.all().empty()) << ready;
    EXPECT_EQ(result.diagnostics.all().front().code, "DS1412") << ready;
    EXPECT_TRUE(result.diagnostics.all().front().where.known()) << ready;
  }
}

TEST(ExtensionProbe, NoTls) {
  const auto result =
      decode_one("image: x, x-devstack: {ready: {http: {port: 443, scheme: https}}}");
  ASSERT_EQ(result.diagnostics.all().size(), 1U);
  const Diagnostic& found = result.diagnostics.all().front();
  EXPECT_EQ(found.code, "DS1412");
  EXPECT_EQ(found.where.to_string(), "stack.yaml:1:73");
  EXPECT_EQ(found.message,
            "\"services.a.x-devstack.ready.http.scheme\" must be one of http, not \"https\"");
  EXPECT_EQ(found.hint,
            "probes speak no TLS: test it from inside with `exec`, or the port alone with `tcp`");
}

}  // namespace
}  // namespace devstack::load
