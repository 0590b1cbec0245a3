// The event loop on Boost.Asio: timers, signals, readable descriptors, work on a thread.
#include "devstack/io/loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <future>
#include <utility>

#include "io/loop_impl.hpp"

namespace devstack::io {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Leaves a descriptor open that Asio only borrowed.
class BorrowedDescriptor {
 public:
  BorrowedDescriptor(asio::io_context& context, int file_descriptor)
      : descriptor_(context, file_descriptor) {}
  ~BorrowedDescriptor() {
    if (descriptor_.is_open()) descriptor_.release();
  }
  BorrowedDescriptor(const BorrowedDescriptor&) = delete;
  BorrowedDescriptor& operator=(const BorrowedDescriptor&) = delete;
  asio::posix::stream_descriptor& operator*() { return descriptor_; }

 private:
  asio::posix::stream_descriptor descriptor_;
};

/// Work on a thread, and the loop's side of it. A coroutine that is destroyed in the middle waits
/// for the thread here, because the work refers to its frame.
class BackgroundWork {
 public:
  BackgroundWork(asio::io_context& context, asio::thread_pool& workers, std::function<void()> work)
      : state_(std::make_shared<State>()) {
    asio::post(workers, [state = state_, work = std::move(work),
                         guard = asio::make_work_guard(context)]() mutable {
      try {
        work();
      } catch (...) {
        state->failure = std::current_exception();
      }
      work = nullptr;
      state->finished.set_value();
      auto executor = guard.get_executor();
      asio::post(executor, [state] { state->done.set(); });
    });
  }
  ~BackgroundWork() { state_->finished_future.wait(); }
  BackgroundWork(const BackgroundWork&) = delete;
  BackgroundWork& operator=(const BackgroundWork&) = delete;

  Event& done() { return state_->done; }
  void rethrow() const {
    if (state_->failure) std::rethrow_exception(state_->failure);
  }

 private:
  struct State {
    Event done;
    std::exception_ptr failure;
    std::promise<void> finished;
    std::future<void> finished_future = finished.get_future();
  };
  std::shared_ptr<State> state_;
};

}  // namespace

Loop::Loop() : impl_(std::make_unique<Impl>()) {}
Loop::~Loop() = default;

void Loop::run_one() {
  if (impl_->context.stopped()) impl_->context.restart();
  // Who waits must have given the loop something to wait for.
  if (impl_->context.run_one() == 0) std::terminate();
}

SteadyTime Loop::now() const { return std::chrono::steady_clock::now(); }
SystemTime Loop::system_now() const { return std::chrono::system_clock::now(); }

Task<void> Loop::sleep(Duration duration) {
  const auto pending = std::make_shared<Pending<error_code>>();
  asio::steady_timer timer(impl_->context, duration);
  timer.async_wait(Pending<error_code>::handler(pending));
  co_await pending->done;
}

Task<int> Loop::next_signal(std::initializer_list<int> signals) {
  for (const int signal : signals) {
    if (impl_->handled_signals.insert(signal).second) impl_->signals.add(signal);
  }
  const auto pending = std::make_shared<Pending<error_code, int>>();
  // A wait that is given up must not swallow the signal that comes next.
  struct Cancel {
    asio::signal_set& set;
    ~Cancel() { set.cancel(); }
  } const cancel{impl_->signals};
  impl_->signals.async_wait(Pending<error_code, int>::handler(pending));
  co_await pending->done;
  co_return std::get<1>(pending->results);
}

Task<void> Loop::readable(int file_descriptor) {
  const auto pending = std::make_shared<Pending<error_code>>();
  BorrowedDescriptor descriptor(impl_->context, file_descriptor);
  (*descriptor)
      .async_wait(asio::posix::stream_descriptor::wait_read, Pending<error_code>::handler(pending));
  co_await pending->done;
}

Task<void> Loop::in_background(std::function<void()> work) {
  if (!impl_->workers) impl_->workers.emplace(1);
  BackgroundWork running(impl_->context, *impl_->workers, std::move(work));
  co_await running.done();
  running.rethrow();
}

}  // namespace devstack::io
