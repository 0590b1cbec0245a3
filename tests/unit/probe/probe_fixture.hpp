// One container under test on a scripted engine, in virtual time.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "devstack/probe/prober.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/scripted_transport.hpp"

namespace devstack::probe {

/// What the engine says of the container; tests change it as time goes on.
struct ScriptedContainer {
  bool exists = true;
  std::string status = "running";
  int exit_code = 0;
  int restarts = 0;
  std::string started_at = "2026-01-01T00:00:00Z";
  std::string finished_at = "0001-01-01T00:00:00Z";
  std::string address = "10.0.0.5";
  std::string health = "null";  ///< JSON
  bool tty = false;

  [[nodiscard]] std::string json() const {
    return fmt::format(
        R"({{"Id":"c1","Name":"/shop-api-1","RestartCount":{},"Config":{{"Tty":{}}},)"
        R"("State":{{"Status":"{}","Running":{},"ExitCode":{},"StartedAt":"{}",)"
        R"("FinishedAt":"{}","Health":{}}},)"
        R"("NetworkSettings":{{"Networks":{{"shop_default":{{"IPAddress":"{}"}}}}}}}})",
        restarts, tty, status, status == "running", exit_code, started_at, finished_at, health,
        address);
  }
};

/// How a command inside the container ends.
struct ScriptedExec {
  int exit_code = 0;
  std::string output{};
  bool hangs = false;
  Duration takes{1};  ///< asked of a shell
};

class ProbeTest : public testing::Test {
 protected:
  ProbeTest() {
    target.service = "api";
    target.container_id = "c1";
    target.address = "10.0.0.5";
    target.log_begins = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    transport.answer = [this](const io::HttpRequest& request, const std::string& path) {
      return request.endpoint.unix_path.empty() ? service(request) : engine_reply(request, path);
    };
  }

  /// Runs a task to its end; time passes as it needs.
  template <class T>
  T run(Task<T> task) {
    task.start();
    if (!clock.run_until_done(task)) throw std::logic_error("the task waits for ever");
    return task.take();
  }

  /// Says of a port test that nobody listens.
  static std::optional<std::string> refuse(const io::Endpoint&) { return "connection refused"; }

  [[nodiscard]] std::size_t execs() const { return transport.count("POST /exec/e1/start"); }
  [[nodiscard]] std::size_t shells() const { return transport.count("POST /exec/shell/start"); }

  fakes::FakeClock clock;
  fakes::ScriptedTransport transport{clock};
  engine::Client client{transport, clock, io::Endpoint{"/run/engine.sock", {}, 0}};
  ProbeContext context{client, transport, clock, true};
  Target target;

  ScriptedContainer container;
  std::function<ScriptedExec()> exec = [] { return ScriptedExec{}; };
  /// Whether the image has a shell, that runs `exec` each time it is asked.
  bool has_shell = false;
  /// Answers to POST …/wait; the default never comes.
  std::function<fakes::Reply()> wait = [] {
    fakes::Reply reply;
    reply.silent = true;
    return reply;
  };
  std::function<fakes::Reply()> logs = [] { return fakes::Reply{}; };
  /// What the service answers over HTTP.
  std::function<fakes::Reply(const io::HttpRequest&)> service = [](const io::HttpRequest&) {
    return fakes::Reply{200, "ok"};
  };
  /// Overrides every answer of the engine when it gives one.
  std::function<std::optional<fakes::Reply>(const std::string& call)> engine =
      [](const std::string&) { return std::optional<fakes::Reply>(); };

 private:
  fakes::Reply engine_reply(const io::HttpRequest& request, const std::string& path) {
    const std::string call = request.method + " " + path;
    if (auto reply = engine(call)) return *reply;
    if (call == "GET /containers/c1/json") {
      if (!container.exists) return {404, R"({"message":"no such container"})"};
      return {200, container.json()};
    }
    if (call.starts_with("POST /containers/c1/wait")) return wait();
    if (call.starts_with("GET /containers/c1/logs")) return logs();
    if (call == "POST /containers/c1/exec") {
      const bool shell = request.body.find("while read") != std::string::npos;
      return {201, shell ? R"({"Id":"shell"})" : R"({"Id":"e1"})"};
    }
    if (call == "POST /exec/shell/start") return shell_reply();
    if (call == "POST /exec/e1/start") {
      current_ = exec();
      fakes::Reply reply{200, current_.output.empty() ? "" : fakes::frame(1, current_.output)};
      reply.endless = current_.hangs;
      return reply;
    }
    if (call == "GET /exec/e1/json") {
      return {200, fmt::format(R"({{"Running":false,"ExitCode":{}}})", current_.exit_code)};
    }
    ADD_FAILURE() << "unexpected request: " << call;
    return {500, R"({"message":"unexpected"})"};
  }

  fakes::Reply shell_reply() {
    if (!has_shell) return {200, fakes::frame(1, "no such file: /bin/sh\r\n")};
    fakes::Reply reply{101, fakes::frame(1, "\x1e-1\n")};
    reply.converse = [this](const std::string&) {
      const ScriptedExec ran = exec();
      std::vector<std::pair<Duration, std::string>> pieces;
      if (ran.hangs) return pieces;
      if (!ran.output.empty()) pieces.emplace_back(Duration{0}, fakes::frame(1, ran.output));
      pieces.emplace_back(ran.takes, fakes::frame(1, fmt::format("\x1e{}\n", ran.exit_code)));
      return pieces;
    };
    return reply;
  }

  ScriptedExec current_;
};

}  // namespace devstack::probe
