// The steps of a run over a scripted engine, on a real loop.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/io/loop.hpp"
#include "fakes/scripted_transport.hpp"
#include "fakes/temporary_folder.hpp"
#include "reconcile/engine_step_runner_state.hpp"
#include "world.hpp"

namespace devstack::reconcile {

namespace labels = model::labels;

class RunnerFixture : public ::testing::Test {
 protected:
  RunnerFixture() {
    transport_.answer = [this](const io::HttpRequest& request, const std::string& target) {
      return answer(request.method + " " + target.substr(0, target.find('?')));
    };
  }

  /// The next answer to "METHOD /path" without query; the last one is for all that follow.
  void on(const std::string& request, fakes::Reply reply) {
    replies_[request].push_back(std::move(reply));
  }
  void on(const std::string& request, int status, const std::string& body) {
    fakes::Reply reply;
    reply.status = status;
    reply.body = body;
    on(request, std::move(reply));
  }
  static fakes::Reply lost() {
    fakes::Reply reply;
    reply.error = io::TransportError(io::TransportFailure::kClosed, "the peer hung up", true);
    return reply;
  }
  static fakes::Reply silent() {
    fakes::Reply reply;
    reply.silent = true;
    return reply;
  }
  static std::string message(const std::string& words) {
    Value body = Value::object();
    body.set("message", words);
    return to_json(body);
  }

  /// Labels as `up` gives them to the first container of a service.
  [[nodiscard]] Value our_labels(const std::string& service) const {
    Value all = Value::object();
    all.set(labels::kProject, world_.stack.project);
    all.set(labels::kProjectId, world_.stack.id);
    all.set(labels::kService, service);
    all.set(labels::kContainerNumber, "1");
    all.set(labels::kConfigHash, "hash-" + service);
    return all;
  }
  /// What inspect says of a container with these labels.
  static std::string details(const std::string& id, const std::string& status, Value all = {},
                             int exit_code = 0) {
    Value state = Value::object();
    state.set("Status", status);
    state.set("Running", status == "running");
    state.set("ExitCode", std::int64_t{exit_code});
    state.set("StartedAt", "2026-01-01T00:00:00.5Z");
    Value config = Value::object();
    config.set("Labels", std::move(all));
    Value body = Value::object();
    body.set("Id", id);
    body.set("State", std::move(state));
    body.set("Config", std::move(config));
    return to_json(body);
  }

  RunnerState& state() {
    if (!state_) state_ = std::make_unique<RunnerState>(context());
    return *state_;
  }
  /// Then all is written down.
  void end_run() { state_.reset(); }
  RunnerContext context() {
    UiSink sink = [this](const UiEvent& event) { events_.push_back(event); };
    return {world_.stack, world_.observed, plan_, client_, transport_, loop_, store_,
            sink,         world_.options,  true,  paths_,  {},         {}};
  }

  /// Runs a task to its end. One that waits for ever fails the test.
  template <class T>
  T run(Task<T> task) {
    auto limited = io::with_deadline(loop_, std::chrono::seconds{20}, std::move(task));
    auto result = loop_.run(std::move(limited));
    if (!result) throw std::logic_error("the task waits for ever");
    return std::move(*result);
  }
  void expect_done(Task<StepResult> task) {
    const StepResult result = run(std::move(task));
    const auto* failed = std::get_if<StepFailed>(&result);
    EXPECT_EQ(failed, nullptr) << failed->report.code << " " << failed->report.title;
  }
  StepFailed expect_failed(Task<StepResult> task) {
    const StepResult result = run(std::move(task));
    if (const auto* failed = std::get_if<StepFailed>(&result)) return *failed;
    ADD_FAILURE() << "the step succeeded";
    return {};
  }

  /// All events of a kind, in order.
  template <class T>
  [[nodiscard]] std::vector<T> events() const {
    std::vector<T> found;
    for (const UiEvent& event : events_) {
      if (const auto* wanted = std::get_if<T>(&event)) found.push_back(*wanted);
    }
    return found;
  }
  /// The texts of a report's lines under a label.
  static std::vector<std::string> lines(const StepFailed& failed, const std::string& label) {
    std::vector<std::string> texts;
    for (const auto& line : failed.report.lines) {
      if (line.label == label) texts.push_back(line.text);
    }
    return texts;
  }

  World world_;
  Plan plan_;
  io::Loop loop_;
  fakes::ScriptedTransport transport_{loop_};
  engine::Client client_{transport_, loop_, engine::parse_host("unix:///engine.sock")};
  fakes::TemporaryFolder folder_;
  host::StateStore store_{folder_.path().string(), "engine", "project"};
  host::InstallPaths paths_;
  std::vector<UiEvent> events_;

 private:
  fakes::Reply answer(const std::string& request) {
    const auto known = replies_.find(request);
    if (known == replies_.end()) {
      EXPECT_TRUE(request.starts_with("GET ")) << "unexpected: " << request;
      fakes::Reply unknown;
      unknown.status = 404;
      unknown.body = message("no such thing");
      return unknown;
    }
    fakes::Reply reply = known->second.front();
    if (known->second.size() > 1) known->second.pop_front();
    return reply;
  }

  std::map<std::string, std::deque<fakes::Reply>> replies_;
  std::unique_ptr<RunnerState> state_;
};

}  // namespace devstack::reconcile
