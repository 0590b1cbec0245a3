// Coroutines on one thread: Task<T> is a lazy coroutine, Event wakes one that waits, TaskSet runs
// several and hands out their results as they finish.
//
// Cancelling is destroying: a Task that is destroyed while it waits destroys the whole chain of
// coroutines under it, and each local object's destructor takes back what it began (a timer, an
// HTTP exchange). Hence two rules. A task is destroyed by its owner, never by itself. What a
// coroutine waits on must tolerate that its waiter is gone.
//
// GCC 12: inside a co_await expression create no temporary aggregates, initializer lists or
// lambdas with captures (GCC 98056, 99576); name them on the line before.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <list>
#include <optional>
#include <utility>
#include <variant>

namespace devstack {

template <class T>
class Task;

namespace detail {

struct PromiseBase {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  /// Inside the resume() of start_for: whoever awaits goes on by itself when that returns.
  bool starting = false;

  struct FinalAwaiter {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) noexcept {
      const PromiseBase& promise = self.promise();
      return promise.starting ? std::noop_coroutine() : promise.continuation;
    }
    void await_resume() const noexcept {}
  };

  [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
  [[nodiscard]] FinalAwaiter final_suspend() const noexcept { return {}; }
};

template <class T>
struct Promise : PromiseBase {
  std::variant<std::monostate, T, std::exception_ptr> result;

  Task<T> get_return_object();
  void unhandled_exception() noexcept { result.template emplace<2>(std::current_exception()); }
  template <class U>
  void return_value(U&& value) {
    result.template emplace<1>(std::forward<U>(value));
  }
  T take() {
    if (result.index() == 2) std::rethrow_exception(std::get<2>(result));
    return std::move(std::get<1>(result));
  }
};

/// Starts `task` on behalf of `waiter`; true if `waiter` has to suspend. A task that completes at
/// once returns here instead of transferring control: GCC makes no tail calls at -O0 or under ASan,
/// so each transfer would cost stack, and a loop of such tasks all of it.
template <class Promise>
bool start_for(std::coroutine_handle<Promise> task, std::coroutine_handle<> waiter) {
  Promise& promise = task.promise();
  promise.continuation = waiter;
  promise.starting = true;
  task.resume();
  promise.starting = false;
  return !task.done();
}

template <>
struct Promise<void> : PromiseBase {
  std::exception_ptr failure;

  Task<void> get_return_object();
  void unhandled_exception() noexcept { failure = std::current_exception(); }
  void return_void() const noexcept {}
  void take() const {
    if (failure) std::rethrow_exception(failure);
  }
};

}  // namespace detail

/// A coroutine that starts when it is awaited (or when `start` is called) and owns its frame.
template <class T = void>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::Promise<T>;

  Task() = default;
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() { reset(); }

  /// Cancels it if it has not finished.
  void reset() {
    if (handle_) std::exchange(handle_, nullptr).destroy();
  }

  [[nodiscard]] bool valid() const { return handle_ != nullptr; }
  [[nodiscard]] bool done() const { return handle_ && handle_.done(); }

  /// Runs it up to its first wait, without anyone awaiting it. Once only.
  void start() { handle_.resume(); }
  /// The result of a task that is done; rethrows what it threw.
  T take() { return handle_.promise().take(); }

  auto operator co_await() {
    struct Awaiter {
      std::coroutine_handle<promise_type> handle;
      [[nodiscard]] bool await_ready() const { return false; }
      bool await_suspend(std::coroutine_handle<> waiter) {
        return detail::start_for(handle, waiter);
      }
      T await_resume() { return handle.promise().take(); }
    };
    return Awaiter{handle_};
  }

 private:
  std::coroutine_handle<promise_type> handle_ = nullptr;
};

namespace detail {
template <class T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}
}  // namespace detail

/// Latched signal with at most one waiter: `set` resumes the waiter, or lets the next wait pass at
/// once. The bridge from callbacks to coroutines. The waiter may destroy the Event while it runs.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void set() {
    set_ = true;
    if (waiter_) std::exchange(waiter_, nullptr).resume();
  }
  void clear() { set_ = false; }
  [[nodiscard]] bool is_set() const { return set_; }

  auto operator co_await() {
    struct Awaiter {
      Event& event;
      explicit Awaiter(Event& e) : event(e) {}
      Awaiter(const Awaiter&) = delete;
      Awaiter& operator=(const Awaiter&) = delete;
      bool waiting = false;
      [[nodiscard]] bool await_ready() const { return event.set_; }
      void await_suspend(std::coroutine_handle<> waiter) {
        event.waiter_ = waiter;
        waiting = true;
      }
      void await_resume() { waiting = false; }
      ~Awaiter() {
        if (waiting) event.waiter_ = nullptr;
      }
    };
    return Awaiter(*this);
  }

 private:
  std::coroutine_handle<> waiter_ = nullptr;
  bool set_ = false;
};

/// Runs tasks side by side; `next` waits for any of them to finish. Destroying the set cancels
/// those that still run. One consumer.
template <class Key, class T>
class TaskSet {
 public:
  struct Finished {
    Key key;
    Task<T> task;  ///< done; `take()` gives the result or rethrows
  };

  TaskSet() = default;
  TaskSet(const TaskSet&) = delete;
  TaskSet& operator=(const TaskSet&) = delete;

  /// Starts it at once, up to its first wait.
  void add(Key key, Task<T> task) {
    running_.push_back(Slot{std::move(key), std::move(task), {}});
    const auto slot = std::prev(running_.end());
    slot->driver = drive(slot);
    slot->driver.start();
  }

  [[nodiscard]] std::size_t running() const { return running_.size(); }
  /// Nothing runs and nothing finished waits to be taken.
  [[nodiscard]] bool empty() const { return running_.empty() && finished_.empty(); }

  /// The next one to finish. Precondition: the set is not empty.
  Task<Finished> next() {
    Arrival arrival{*this};
    co_await arrival;
    Slot slot = std::move(finished_.front());
    finished_.pop_front();
    co_return Finished{std::move(slot.key), std::move(slot.task)};
  }

  /// Cancels everything that still runs and forgets what has finished.
  void clear() {
    finished_.clear();
    running_.clear();
  }

 private:
  struct Slot {
    Key key;
    Task<T> task;
    Task<void> driver;
  };
  using SlotIterator = typename std::list<Slot>::iterator;

  /// Awaits a task without taking its result.
  struct Join {
    Task<T>& task;
    [[nodiscard]] bool await_ready() const { return false; }
    bool await_suspend(std::coroutine_handle<> waiter) {
      return task.operator co_await().await_suspend(waiter);
    }
    void await_resume() const {}
  };

  /// Suspends a driver for good and passes control to the consumer, which then may destroy it.
  struct HandOver {
    TaskSet& set;
    [[nodiscard]] bool await_ready() const { return set.consumer_ == nullptr; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
      return std::exchange(set.consumer_, nullptr);
    }
    void await_resume() const {}
  };

  /// Suspends the consumer until something has finished.
  struct Arrival {
    TaskSet& set;
    bool waiting = false;
    explicit Arrival(TaskSet& s) : set(s) {}
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;
    ~Arrival() {
      if (waiting) set.consumer_ = nullptr;
    }
    [[nodiscard]] bool await_ready() const { return !set.finished_.empty(); }
    void await_suspend(std::coroutine_handle<> waiter) {
      set.consumer_ = waiter;
      waiting = true;
    }
    void await_resume() { waiting = false; }
  };

  Task<void> drive(SlotIterator slot) {
    Join join{slot->task};
    co_await join;
    finished_.splice(finished_.end(), running_, slot);
    HandOver hand_over{*this};
    co_await hand_over;
  }

  std::list<Slot> running_;
  std::list<Slot> finished_;
  std::coroutine_handle<> consumer_ = nullptr;
};

}  // namespace devstack
