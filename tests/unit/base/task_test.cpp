// Life and death of coroutines: results, exceptions, waking, and above all cancelling by
// destroying, where every mistake is a use after free that only a sanitizer would show.
#include "devstack/base/task.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace devstack {
namespace {

/// Notes its destruction: what a cancelled coroutine must do with its locals.
struct Trace {
  Trace(std::vector<std::string>& out, std::string text) : log(out), name(std::move(text)) {}
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
  ~Trace() { log.push_back("~" + name); }
  std::vector<std::string>& log;
  std::string name;
};

Task<int> value(int number) { co_return number; }

Task<int> failing(std::string message) {
  if (!message.empty()) throw std::runtime_error(message);
  co_return 0;
}

Task<int> add(int a, int b) {
  const int left = co_await value(a);
  const int right = co_await value(b);
  co_return left + right;
}

Task<int> wait_then(Event& event, int number) {
  co_await event;
  co_return number;
}

Task<void> nothing() { co_return; }

// --- Task ---------------------------------------------------------------------------------------

Task<void> mark(bool& flag) {
  flag = true;
  co_return;
}

TEST(Task, StartsOnlyWhenAsked) {
  bool ran = false;
  auto task = mark(ran);
  EXPECT_FALSE(ran);
  EXPECT_FALSE(task.done());
  task.start();
  EXPECT_TRUE(ran);
  EXPECT_TRUE(task.done());
}

TEST(Task, ChainsResults) {
  auto task = add(2, 40);
  task.start();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 42);
}

Task<std::unique_ptr<int>> make_owner() { co_return std::make_unique<int>(7); }

TEST(Task, MovesResultsThatCannotBeCopied) {
  auto task = make_owner();
  task.start();
  EXPECT_EQ(*task.take(), 7);
}

TEST(Task, TakeRethrows) {
  auto task = failing("broken");
  task.start();
  ASSERT_TRUE(task.done());
  EXPECT_THROW(task.take(), std::runtime_error);
}

Task<std::string> catching() {
  try {
    co_await failing("inner");
  } catch (const std::runtime_error& error) {
    co_return error.what();
  }
  co_return "not thrown";
}

TEST(Task, ExceptionsArriveWhereTheTaskIsAwaited) {
  auto task = catching();
  task.start();
  EXPECT_EQ(task.take(), "inner");
}

Task<void> rethrowing(Event& event) {
  co_await event;
  co_await failing("late");
}

TEST(Task, ExceptionAfterAWaitReachesTheOwner) {
  Event event;
  auto task = rethrowing(event);
  task.start();
  EXPECT_FALSE(task.done());
  event.set();
  ASSERT_TRUE(task.done());
  EXPECT_THROW(task.take(), std::runtime_error);
}

Task<int> nested_wait(Event& event, std::vector<std::string>& log, int depth) {
  Trace trace(log, std::to_string(depth));
  if (depth == 0) co_return co_await wait_then(event, 5);
  co_return 1 + co_await nested_wait(event, log, depth - 1);
}

TEST(Task, ResumesAWholeChain) {
  Event event;
  std::vector<std::string> log;
  auto task = nested_wait(event, log, 3);
  task.start();
  EXPECT_FALSE(task.done());
  event.set();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 8);
}

TEST(Task, DestroyingItWhileItWaitsDestroysTheWholeChain) {
  Event event;
  std::vector<std::string> log;
  {
    auto task = nested_wait(event, log, 2);
    task.start();
    EXPECT_TRUE(log.empty());
  }
  EXPECT_EQ(log, (std::vector<std::string>{"~0", "~1", "~2"}));
  event.set();  // nobody waits any more
  EXPECT_TRUE(event.is_set());
}

TEST(Task, DestroyingItBeforeItStartedRunsNothing) {
  Event event;
  std::vector<std::string> log;
  { const auto task = nested_wait(event, log, 2); }
  EXPECT_TRUE(log.empty());
}

TEST(Task, AssigningCancelsTheOldOne) {
  Event event;
  std::vector<std::string> log;
  auto task = nested_wait(event, log, 0);
  task.start();
  task = value(1);
  EXPECT_EQ(log, std::vector<std::string>{"~0"});
  EXPECT_TRUE(task.valid());
  task.reset();
  EXPECT_FALSE(task.valid());
  EXPECT_FALSE(task.done());
}

TEST(Task, MovingKeepsItRunning) {
  Event event;
  auto first = wait_then(event, 3);
  first.start();
  Task<int> second = std::move(first);
  event.set();
  ASSERT_TRUE(second.done());
  EXPECT_EQ(second.take(), 3);
}

Task<int> sum_of_many(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += co_await value(1);
  co_return sum;
}

TEST(Task, ManyAwaitsThatCompleteAtOnceNeedNoStack) {
  auto task = sum_of_many(100'000);
  task.start();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 100'000);
}

Task<int> sum_after(Event& event, int count) {
  co_await event;
  co_return co_await sum_of_many(count);
}

TEST(Task, ManyAwaitsAfterAWakeUpNeedNoStack) {
  Event event;
  auto task = sum_after(event, 100'000);
  task.start();
  event.set();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 100'000);
}

Task<void> sometimes_throwing(int count, int& caught) {
  for (int i = 0; i < count; ++i) {
    try {
      co_await failing(i % 2 == 0 ? "even" : "");
    } catch (const std::runtime_error&) {
      ++caught;
    }
  }
}

TEST(Task, ManyExceptionsNeedNoStack) {
  int caught = 0;
  auto task = sometimes_throwing(10'000, caught);
  task.start();
  EXPECT_TRUE(task.done());
  EXPECT_EQ(caught, 5'000);
}

// --- Event --------------------------------------------------------------------------------------

TEST(Event, SetBeforeTheWaitLetsItPass) {
  Event event;
  event.set();
  auto task = wait_then(event, 1);
  task.start();
  EXPECT_TRUE(task.done());
}

TEST(Event, IsLatchedUntilCleared) {
  Event event;
  event.set();
  event.set();
  EXPECT_TRUE(event.is_set());
  event.clear();
  auto task = wait_then(event, 1);
  task.start();
  EXPECT_FALSE(task.done());
  event.set();
  EXPECT_TRUE(task.done());
}

Task<int> count_rounds(Event& event, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    co_await event;
    event.clear();
  }
  co_return rounds;
}

TEST(Event, CanBeWaitedForAgainAndAgain) {
  Event event;
  auto task = count_rounds(event, 100'000);
  task.start();
  for (int i = 0; i < 100'000; ++i) {
    ASSERT_FALSE(task.done());
    event.set();
  }
  EXPECT_TRUE(task.done());
}

Task<void> destroy_event(std::unique_ptr<Event>& event) {
  co_await *event;
  event.reset();
}

TEST(Event, MayBeDestroyedByItsWaiter) {
  auto event = std::make_unique<Event>();
  auto task = destroy_event(event);
  task.start();
  event->set();
  EXPECT_TRUE(task.done());
  EXPECT_EQ(event, nullptr);
}

TEST(Event, TakesANewWaiterAfterTheOldOneWasCancelled) {
  Event event;
  auto first = wait_then(event, 1);
  first.start();
  first.reset();
  auto second = wait_then(event, 2);
  second.start();
  event.set();
  ASSERT_TRUE(second.done());
  EXPECT_EQ(second.take(), 2);
}

// --- TaskSet ------------------------------------------------------------------------------------

using Set = TaskSet<std::string, int>;

/// Takes everything out of a set, in order of arrival; exceptions as "key!message".
Task<void> collect(Set& set, std::vector<std::string>& out) {
  while (!set.empty()) {
    auto finished = co_await set.next();
    try {
      const int result = finished.task.take();
      out.push_back(finished.key + "=" + std::to_string(result));
    } catch (const std::runtime_error& error) {
      out.push_back(finished.key + "!" + error.what());
    }
  }
}

using Lines = std::vector<std::string>;

TEST(TaskSet, HandsResultsOutAsTheyArrive) {
  Event a;
  Event b;
  Event c;
  Set set;
  set.add("a", wait_then(a, 1));
  set.add("b", wait_then(b, 2));
  set.add("c", wait_then(c, 3));
  Lines out;
  auto consumer = collect(set, out);
  consumer.start();
  EXPECT_EQ(set.running(), 3U);
  c.set();
  EXPECT_EQ(out, Lines{"c=3"});
  a.set();
  EXPECT_EQ(out, (Lines{"c=3", "a=1"}));
  EXPECT_FALSE(consumer.done());
  b.set();
  EXPECT_EQ(out, (Lines{"c=3", "a=1", "b=2"}));
  EXPECT_TRUE(consumer.done());
  EXPECT_TRUE(set.empty());
}

TEST(TaskSet, KeepsWhatFinishesWhileNobodyWaits) {
  Event a;
  Set set;
  set.add("a", wait_then(a, 1));
  set.add("now", value(9));
  set.add("bad", failing("broken"));
  a.set();
  EXPECT_EQ(set.running(), 0U);
  EXPECT_FALSE(set.empty());
  Lines out;
  auto consumer = collect(set, out);
  consumer.start();
  EXPECT_TRUE(consumer.done());
  EXPECT_EQ(out, (Lines{"now=9", "bad!broken", "a=1"}));
}

TEST(TaskSet, WakesTheConsumerForATaskThatCompletesWhenAdded) {
  Event never;
  Set set;
  set.add("slow", wait_then(never, 0));
  Lines out;
  auto consumer = collect(set, out);
  consumer.start();
  set.add("quick", value(5));
  EXPECT_EQ(out, Lines{"quick=5"});
  EXPECT_EQ(set.running(), 1U);
}

TEST(TaskSet, DestroyingItCancelsWhatRuns) {
  Event event;
  Lines log;
  {
    Set set;
    set.add("a", nested_wait(event, log, 1));
    set.add("b", value(1));
  }
  EXPECT_EQ(log, (Lines{"~0", "~1"}));
  event.set();
}

TEST(TaskSet, ClearCancelsAndTheSetCanBeUsedAgain) {
  Event event;
  Lines log;
  Set set;
  set.add("a", nested_wait(event, log, 0));
  set.add("b", value(1));
  set.clear();
  EXPECT_TRUE(set.empty());
  EXPECT_EQ(log, Lines{"~0"});
  set.add("c", value(2));
  Lines out;
  auto consumer = collect(set, out);
  consumer.start();
  EXPECT_EQ(out, Lines{"c=2"});
}

TEST(TaskSet, ConsumerMayGoAwayWhileItWaits) {
  Event event;
  Set set;
  set.add("a", wait_then(event, 4));
  Lines out;
  auto first = collect(set, out);
  first.start();
  first.reset();
  event.set();
  EXPECT_TRUE(out.empty());
  auto second = collect(set, out);
  second.start();
  EXPECT_EQ(out, Lines{"a=4"});
}

Task<void> take_one_and_destroy(std::unique_ptr<Set>& set, Lines& out) {
  auto finished = co_await set->next();
  set.reset();
  out.push_back(finished.key + "=" + std::to_string(finished.task.take()));
}

TEST(TaskSet, ConsumerMayDestroyItInTheWakeUp) {
  Event a;
  Event b;
  Lines log;
  auto set = std::make_unique<Set>();
  set->add("a", wait_then(a, 1));
  set->add("b", nested_wait(b, log, 0));
  Lines out;
  auto consumer = take_one_and_destroy(set, out);
  consumer.start();
  a.set();
  EXPECT_TRUE(consumer.done());
  EXPECT_EQ(out, Lines{"a=1"});
  EXPECT_EQ(log, Lines{"~0"});
}

TEST(TaskSet, ConsumerMayDestroyItWhileATaskIsAdded) {
  Event never;
  auto set = std::make_unique<Set>();
  set->add("slow", wait_then(never, 1));
  Lines out;
  auto consumer = take_one_and_destroy(set, out);
  consumer.start();
  set->add("quick", value(2));
  EXPECT_EQ(set, nullptr);
  EXPECT_EQ(out, Lines{"quick=2"});
}

/// Adds further tasks from inside the consumer, as a scheduler does.
Task<int> run_in_sequence(Set& set, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    set.add(std::to_string(i), value(1));
    auto finished = co_await set.next();
    sum += finished.task.take();
  }
  co_return sum;
}

TEST(TaskSet, ManyTasksThatCompleteAtOnceNeedNoStack) {
  Set set;
  auto task = run_in_sequence(set, 100'000);
  task.start();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 100'000);
}

TEST(TaskSet, RunsTasksWithoutResult) {
  TaskSet<int, void> set;
  set.add(1, nothing());
  auto next = set.next();
  next.start();
  ASSERT_TRUE(next.done());
  auto finished = next.take();
  EXPECT_EQ(finished.key, 1);
  EXPECT_NO_THROW(finished.task.take());
}

/// A task that owns a set of its own: cancelling goes all the way down.
Task<int> parent(Event& x, Event& y, Lines& log) {
  Set children;
  children.add("x", nested_wait(x, log, 0));
  children.add("y", nested_wait(y, log, 1));
  auto finished = co_await children.next();
  co_return finished.task.take();
}

TEST(TaskSet, CancellingReachesSetsInsideTasks) {
  Event x;
  Event y;
  Lines log;
  std::optional<Set> set(std::in_place);
  set->add("p", parent(x, y, log));
  set.reset();
  EXPECT_EQ(log, (Lines{"~0", "~0", "~1"}));
}

}  // namespace
}  // namespace devstack
