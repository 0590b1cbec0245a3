// The pull loop. All decisions are in the plan; here are only counters, queues and limits.
#include "devstack/reconcile/executor.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace devstack::reconcile {
namespace {

enum class Lane { kPull, kCreate, kControl, kStop, kWait };
constexpr std::size_t kLanes = 5;

struct LaneOf {
  Lane operator()(const EnsureImage&) const { return Lane::kPull; }
  Lane operator()(const CreateContainer&) const { return Lane::kCreate; }
  Lane operator()(const StopContainer&) const { return Lane::kStop; }
  Lane operator()(const StopProcess&) const { return Lane::kStop; }
  Lane operator()(const BuildImage&) const { return Lane::kPull; }
  Lane operator()(const PushImage&) const { return Lane::kPull; }
  Lane operator()(const AwaitReady&) const { return Lane::kWait; }
  Lane operator()(const AwaitProcess&) const { return Lane::kWait; }
  Lane operator()(const AwaitJob&) const { return Lane::kWait; }
  template <class Other>
  Lane operator()(const Other&) const {
    return Lane::kControl;
  }
};

Lane lane_of(const Step& step) { return std::visit(LaneOf{}, step.action); }

/// Who waits for whom. Gates are nodes behind the steps: a gate is done when all its steps are.
class WaitGraph {
 public:
  using Node = std::size_t;
  struct Edge {
    Node to;
    bool needs_success;
  };

  explicit WaitGraph(const Plan& plan)
      : edges_(plan.steps.size() + plan.gates.size()), waits_for_(edges_.size(), 0) {
    const std::size_t steps = plan.steps.size();
    for (StepId id = 0; id < steps; ++id) {
      const Step& step = plan.steps[id];
      for (const StepId before : step.after) add(before, {id, true});
      for (const StepId before : step.after_end) add(before, {id, false});
      if (step.gate) add(steps + *step.gate, {id, true});
    }
    for (std::size_t gate = 0; gate < plan.gates.size(); ++gate) {
      for (const StepId before : plan.gates[gate].steps) add(before, {steps + gate, true});
    }
  }

  [[nodiscard]] std::size_t size() const { return edges_.size(); }
  [[nodiscard]] bool is_ready(Node node) const { return waits_for_[node] == 0; }
  [[nodiscard]] const std::vector<Edge>& edges(Node node) const { return edges_[node]; }
  /// True if nothing holds `node` any more.
  [[nodiscard]] bool release(Node node) { return --waits_for_[node] == 0; }

 private:
  void add(Node from, Edge edge) {
    edges_[from].push_back(edge);
    ++waits_for_[edge.to];
  }

  std::vector<std::vector<Edge>> edges_;
  std::vector<std::size_t> waits_for_;
};

/// Ready steps, the earliest of the plan first, with one queue and one limit per lane.
class Lanes {
 public:
  Lanes(const Plan& plan, const Limits& limits)
      : plan_(plan),
        limits_{limits.pulls, limits.creates, limits.controls, limits.stops, plan.steps.size()} {}

  void push(StepId id) { ready_[index(id)].push(id); }
  void finished(StepId id) { --running_[index(id)]; }

  [[nodiscard]] std::optional<StepId> take() {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      // A limit of nothing would wait for ever.
      if (ready_[lane].empty() || running_[lane] >= std::max<std::size_t>(limits_[lane], 1))
        continue;
      const StepId id = ready_[lane].top();
      ready_[lane].pop();
      ++running_[lane];
      return id;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t index(StepId id) const {
    return static_cast<std::size_t>(lane_of(plan_.steps[id]));
  }

  const Plan& plan_;
  std::size_t limits_[kLanes];
  std::size_t running_[kLanes] = {};
  std::priority_queue<StepId, std::vector<StepId>, std::greater<>> ready_[kLanes];
};

class Execution {
 public:
  Execution(const Plan& plan, const Limits& limits, OnFailure on_failure)
      : graph_(plan),
        lanes_(plan, limits),
        on_failure_(on_failure),
        skipped_(graph_.size(), false) {
    report_.steps.resize(plan.steps.size());
    for (StepId id = 0; id < plan.steps.size(); ++id) {
      report_.steps[id].optional = plan.steps[id].optional;
    }
    for (WaitGraph::Node node = 0; node < graph_.size(); ++node) {
      if (graph_.is_ready(node)) settle_ready(node);
    }
  }

  [[nodiscard]] std::optional<StepId> take(Duration now) {
    const std::optional<StepId> id = stopped_ ? std::nullopt : lanes_.take();
    if (id) {
      entry(*id).state = StepState::kRunning;
      entry(*id).began = now;
    }
    return id;
  }

  void finish(StepId id, StepResult result, Duration now) {
    lanes_.finished(id);
    entry(id).ended = now;
    if (auto* failed = std::get_if<StepFailed>(&result)) {
      entry(id).state = StepState::kFailed;
      entry(id).failure = std::move(*failed);
      if (!entry(id).optional) {
        if (!first_failure_) first_failure_ = id;
        stopped_ = stopped_ || on_failure_ == OnFailure::kStop;
      }
      settle_lost(id, id);
    } else {
      entry(id).state = StepState::kDone;
      settle_done(id);
    }
  }

  [[nodiscard]] Report take_report(Duration took) {
    for (Report::Entry& left : report_.steps) {
      if (left.state != StepState::kPending) continue;
      left.state = StepState::kSkipped;
      left.because = first_failure_;
    }
    report_.took = took;
    return std::move(report_);
  }

 private:
  [[nodiscard]] Report::Entry& entry(StepId id) { return report_.steps[id]; }
  [[nodiscard]] bool is_gate(WaitGraph::Node node) const { return node >= report_.steps.size(); }

  /// A node that nothing holds any more: a step may run, a gate opens at once.
  void settle_ready(WaitGraph::Node node) {
    if (skipped_[node]) return;
    if (is_gate(node)) {
      settle_done(node);
    } else {
      lanes_.push(node);
    }
  }

  void settle_done(WaitGraph::Node node) {
    for (const WaitGraph::Edge& edge : graph_.edges(node)) {
      if (graph_.release(edge.to)) settle_ready(edge.to);
    }
  }

  /// Skips everything that needed `node`'s success, and lets go what only waited for its end.
  void settle_lost(WaitGraph::Node node, StepId because) {
    std::vector<WaitGraph::Node> lost{node};
    while (!lost.empty()) {
      const WaitGraph::Node current = lost.back();
      lost.pop_back();
      for (const WaitGraph::Edge& edge : graph_.edges(current)) {
        const bool free = graph_.release(edge.to);
        if (edge.needs_success && !skipped_[edge.to]) {
          skip(edge.to, because);
          lost.push_back(edge.to);
        } else if (free) {
          settle_ready(edge.to);
        }
      }
    }
  }

  void skip(WaitGraph::Node node, StepId because) {
    skipped_[node] = true;
    if (is_gate(node)) return;
    entry(node).state = StepState::kSkipped;
    entry(node).because = because;
  }

  WaitGraph graph_;
  Lanes lanes_;
  OnFailure on_failure_;
  std::vector<bool> skipped_;
  Report report_;
  std::optional<StepId> first_failure_;
  bool stopped_ = false;
};

}  // namespace

Limits limits_for(std::int64_t processors) {
  constexpr std::int64_t kMost = 32;
  const auto known = static_cast<std::size_t>(std::clamp<std::int64_t>(processors, 2, kMost));
  Limits limits;
  limits.creates = known;
  limits.controls = 8 * known;
  return limits;
}

bool Report::ok() const {
  return std::ranges::all_of(
      steps, [](const Entry& entry) { return entry.state == StepState::kDone || entry.optional; });
}

Task<Report> execute(const Plan& plan, StepRunner& runner, Clock& clock, Limits limits,
                     OnFailure on_failure) {
  const SteadyTime began = clock.now();
  const auto elapsed = [&clock, began] {
    return std::chrono::duration_cast<Duration>(clock.now() - began);
  };
  Execution execution(plan, limits, on_failure);
  TaskSet<StepId, StepResult> running;
  for (;;) {
    while (const std::optional<StepId> id = execution.take(elapsed())) {
      running.add(*id, runner.run(plan.steps[*id]));
    }
    if (running.empty()) break;
    auto finished = co_await running.next();
    execution.finish(finished.key, finished.task.take(), elapsed());
  }
  co_return execution.take_report(elapsed());
}

}  // namespace devstack::reconcile
