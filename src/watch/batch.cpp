// One timer, set again as long as changes come.
#include "devstack/watch/batch.hpp"

#include <algorithm>
#include <utility>

namespace devstack::watch {
namespace {

enum class Who { kChanges, kTimer };

Task<io::ChangedPaths> timer(Clock& clock, SteadyTime until) {
  co_await clock.sleep(std::chrono::ceil<Duration>(until - clock.now()));
  co_return io::ChangedPaths{};
}

}  // namespace

Task<io::ChangedPaths> next_batch(Clock& clock, Patience patience,
                                  std::function<Task<io::ChangedPaths>()> next) {
  io::ChangedPaths batch = co_await next();
  const SteadyTime last = clock.now() + patience.bound;
  SteadyTime until = std::min(clock.now() + patience.quiet, last);
  TaskSet<Who, io::ChangedPaths> race;
  race.add(Who::kChanges, next());
  race.add(Who::kTimer, timer(clock, until));
  for (;;) {
    auto arrival = co_await race.next();
    io::ChangedPaths more = arrival.task.take();
    if (arrival.key == Who::kChanges) {
      batch.merge(more);
      until = std::min(clock.now() + patience.quiet, last);
      race.add(Who::kChanges, next());
    } else if (clock.now() >= until) {
      co_return batch;
    } else {
      race.add(Who::kTimer, timer(clock, until));
    }
  }
}

}  // namespace devstack::watch
