// A run as events with their times, and golden screens of it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/ui/renderer.hpp"
#include "fakes/fake_clock.hpp"

namespace devstack::ui::testing {

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/ui/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ostringstream expected;
  expected << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, expected.str()) << path;
}

inline Terminal terminal(std::size_t columns, std::size_t rows = 24) {
  Terminal made;
  made.columns = columns;
  made.rows = rows;
  return made;
}

inline ServiceChanged change(std::string service, ServiceState state, std::string detail = {},
                             std::optional<Duration> took = {}) {
  ServiceChanged event;
  event.service = std::move(service);
  event.state = state;
  event.detail = std::move(detail);
  event.took = took;
  return event;
}

inline RunStarted shop() {
  RunStarted run;
  run.verb = "up";
  run.project = "shop";
  run.profiles = {"dev"};
  run.engine_version = "28.5.2";
  run.tiers = {{"", {"db", "redis"}}, {"", {"migrate", "seed"}}, {"", {"api", "llm", "web"}}};
  return run;
}

struct Timed {
  Duration at{};
  UiEvent event;
};

/// The screen of the product's description: a warming API, a mock, an unchanged job.
inline std::vector<Timed> warming_api() {
  auto llm = change("llm", ServiceState::kReady, "gpu: needs 8 GiB, none found", Duration{300});
  llm.implementation = Implementation::kMock;
  return {
      {Duration{0}, shop()},
      {Duration{10}, change("seed", ServiceState::kJobUnchanged)},
      {Duration{20}, change("db", ServiceState::kPulling)},
      {Duration{30}, TransferProgress{"db", 42 << 20, 100 << 20, ""}},
      {Duration{100}, change("redis", ServiceState::kReady, "", Duration{200})},
      {Duration{900}, change("db", ServiceState::kReady, "", Duration{900})},
      {Duration{950}, change("migrate", ServiceState::kStarting)},
      {Duration{1600}, change("migrate", ServiceState::kJobDone, "", Duration{700})},
      {Duration{1700}, change("api", ServiceState::kStarting)},
      {Duration{2000}, llm},
      {Duration{2900}, change("api", ServiceState::kStarting,
                              "http :8080/health 503 {\"db\":\"warming\"} (7th try)")},
  };
}

inline FailureReport api_not_ready() {
  FailureReport report;
  report.code = "DS3104";
  report.title = "api is not ready, so web was not started";
  report.lines = {
      {"probe", "GET http://172.20.0.5:8080/health: 503 for 30.0s (212 tries)", "stack.yaml:31"},
      {"last", "{\"db\":\"connect timeout 10.0.0.9:5432\"}", ""},
      {"log", "api │ pool: dial tcp 10.0.0.9:5432: i/o timeout\nlistening: \x1b[2Jno", ""},
      {"log", "api │ giving up", ""},
      {"cause", "DB_HOST=10.0.0.9 overrides stack.yaml:19", ".env:7"},
  };
  report.next = {"devstack logs api --since 1m", "devstack exec api sh"};
  return report;
}

inline RunFinished ready() {
  RunFinished finished;
  finished.summary = "ready in 4.4s";
  finished.took = Duration{4400};
  finished.slowest_chain = "db 0.9s > migrate 0.7s > api 2.1s";
  finished.urls = {{"api", "http://localhost:8080"},
                   {"db", "postgres://postgres:***@localhost:5432"}};
  finished.hints = {"env: eval \"$(devstack env)\""};
  return finished;
}

/// Plays events at their times, ticking in between as a command does.
inline void play(Renderer& renderer, fakes::FakeClock& clock, const std::vector<Timed>& events) {
  Duration now{0};
  for (const auto& timed : events) {
    while (now + Duration{100} <= timed.at) {
      clock.advance(Duration{100});
      now += Duration{100};
      renderer.tick();
    }
    clock.advance(timed.at - now);
    now = timed.at;
    renderer.on_event(timed.event);
  }
}

/// What a terminal shows after these bytes: follows the few sequences that the renderer writes.
inline std::string screen_of(const std::string& bytes) {
  std::vector<std::string> rows{""};
  std::size_t row = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      if (++row == rows.size()) rows.emplace_back();
      rows[row].clear();
      continue;
    }
    if (bytes[i] == '\r') continue;
    if (bytes[i] != '\x1b') {
      rows[row] += bytes[i];
      continue;
    }
    std::size_t end = i + 2;
    while (end < bytes.size() && !std::isalpha(static_cast<unsigned char>(bytes[end]))) ++end;
    if (bytes[end] == 'A') {
      row -= static_cast<std::size_t>(std::stoi(bytes.substr(i + 2, end - i - 2)));
      rows[row].clear();
    } else if (bytes[end] == 'J') {
      rows.resize(row + 1);
    }
    i = end;
  }
  std::string text;
  for (const auto& line : rows) text += line + "\n";
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace devstack::ui::testing
