// Step runner without an engine: takes virtual time, fails or throws where told, keeps a diary.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "devstack/reconcile/executor.hpp"

namespace devstack::fakes {

class FakeStepRunner final : public reconcile::StepRunner {
 public:
  explicit FakeStepRunner(Clock& clock) : clock_(clock) {}

  /// What a step does; by describe() of its action. Others take `default_duration` and succeed.
  struct Behaviour {
    Duration takes{10};
    bool fails = false;
    bool throws = false;
  };
  std::map<std::string, Behaviour> behaviour;
  Duration default_duration{10};

  struct Entry {
    enum class What { kBegan, kEnded, kCancelled };
    What what = What::kBegan;
    std::string step;
  };
  std::vector<Entry> diary;
  /// Highest number of steps that ran at the same time, by the first word of describe().
  std::map<std::string, std::size_t> most_at_once;

  [[nodiscard]] Task<reconcile::StepResult> run(const reconcile::Step& step) override {
    const std::string name = reconcile::describe(step.action);
    Running running(*this, name);
    const auto found = behaviour.find(name);
    const Behaviour plan = found == behaviour.end() ? Behaviour{default_duration} : found->second;
    if (plan.takes.count() > 0) co_await clock_.sleep(plan.takes);
    running.ended = true;
    if (plan.throws) throw std::runtime_error("engine gone");
    if (!plan.fails) co_return reconcile::StepDone{};
    reconcile::StepFailed failed;
    failed.report.title = name + " failed";
    co_return failed;
  }

 private:
  /// Begin and end of a step in the diary; one that is destroyed while it waits was cancelled.
  struct Running {
    Running(FakeStepRunner& r, std::string s) : runner(r), step(std::move(s)) {
      kind = step.substr(0, step.find(' '));
      std::size_t& now = runner.running_[kind];
      std::size_t& most = runner.most_at_once[kind];
      most = std::max(most, ++now);
      runner.diary.push_back({Entry::What::kBegan, step});
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
      --runner.running_[kind];
      runner.diary.push_back({ended ? Entry::What::kEnded : Entry::What::kCancelled, step});
    }
    FakeStepRunner& runner;
    std::string step, kind;
    bool ended = false;
  };

  Clock& clock_;
  std::map<std::string, std::size_t> running_;
};

}  // namespace devstack::fakes
