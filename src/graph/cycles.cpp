// Finding dependency cycles and saying them so that the reader can choose the edge to remove.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/graph/dependency_graph.hpp"
#include "graph/adjacency.hpp"

namespace devstack::graph {
namespace {

/// Edges listed in a hint; the message has the whole path anyway.
constexpr std::size_t kListedEdges = 20;

/// One step of a path: a service, and the number of its arc that is followed next.
struct Step {
  std::size_t service = 0;
  std::size_t arc = 0;
};

using Cycle = std::vector<Step>;

/// Starts at the least name, so that one cycle is always told in one way.
void rotate_to_least(Cycle& cycle) {
  const auto least = std::min_element(cycle.begin(), cycle.end(), [](const Step& a, const Step& b) {
    return a.service < b.service;
  });
  std::rotate(cycle.begin(), least, cycle.end());
}

/// Depth-first search; each edge back into the current path closes a cycle.
class CycleFinder {
 public:
  explicit CycleFinder(const Adjacency& adjacency)
      : adjacency_(adjacency), state_(adjacency.size(), State::kNew) {}

  /// At most `limit` cycles: a dense tangle has more than anyone can read.
  std::vector<Cycle> find(std::size_t limit) {
    for (std::size_t start = 0; start < adjacency_.size() && found_.size() < limit; ++start) {
      if (state_[start] == State::kNew) enter(start);
      while (!path_.empty() && found_.size() < limit) advance();
    }
    return std::move(found_);
  }

 private:
  enum class State { kNew, kOnPath, kDone };

  void enter(std::size_t service) {
    state_[service] = State::kOnPath;
    path_.push_back({service, 0});
  }

  /// Looks at the next arc of the last service of the path.
  void advance() {
    Step& last = path_.back();
    const auto& arcs = adjacency_.arcs[last.service];
    if (last.arc == arcs.size()) {
      state_[last.service] = State::kDone;
      path_.pop_back();
      if (!path_.empty()) ++path_.back().arc;
      return;
    }
    const std::size_t to = arcs[last.arc].to;
    if (state_[to] == State::kNew) {
      enter(to);  // the arc is counted as seen when the path comes back
      return;
    }
    if (state_[to] == State::kOnPath) record(to);
    ++last.arc;
  }

  void record(std::size_t closes_at) {
    const auto begin = std::find_if(path_.begin(), path_.end(), [closes_at](const Step& step) {
      return step.service == closes_at;
    });
    found_.emplace_back(begin, path_.end());
    rotate_to_least(found_.back());
  }

  const Adjacency& adjacency_;
  std::vector<State> state_;
  std::vector<Step> path_;
  std::vector<Cycle> found_;
};

const Arc& arc_of(const Adjacency& adjacency, const Step& step) {
  return adjacency.arcs[step.service][step.arc];
}

std::string describe_edge(const Adjacency& adjacency, const Step& step) {
  const Arc& arc = arc_of(adjacency, step);
  std::string text =
      fmt::format("{} depends on {}", adjacency.name(step.service), adjacency.name(arc.to));
  const std::string position = arc.dependency->span.file_and_line();
  return position.empty() ? text : text + " at " + position;
}

void report(const Adjacency& adjacency, const Cycle& cycle, Diagnostics& diagnostics) {
  std::string path;
  for (const Step& step : cycle) path += adjacency.name(step.service) + " -> ";
  path += adjacency.name(cycle.front().service);

  std::string hint = "remove one of these dependencies:";
  for (std::size_t i = 0; i < std::min(cycle.size(), kListedEdges); ++i) {
    hint += "\n" + describe_edge(adjacency, cycle[i]);
  }
  if (cycle.size() > kListedEdges) {
    hint += fmt::format("\n… and {} more", cycle.size() - kListedEdges);
  }
  diagnostics.error("DS1301", arc_of(adjacency, cycle.front()).dependency->span,
                    "services wait for each other: " + path, hint);
}

}  // namespace

void check_cycles(const model::Stack& stack, Diagnostics& diagnostics) {
  const Adjacency adjacency(stack);
  CycleFinder finder(adjacency);
  for (const Cycle& cycle : finder.find(Diagnostics::kCap)) report(adjacency, cycle, diagnostics);
}

}  // namespace devstack::graph
