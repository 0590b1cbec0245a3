// The event loop on Boost.Asio: timers, signals, readable descriptors, work on a thread.
#include "devstack/io/loop.hpp"

#include <sys/epoll.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <exception>
#include <future>
#include <utility>

#include "devstack/base/error.hpp"
#include "io/loop_impl.hpp"

namespace devstack::io {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Each way to wait costs descriptors, and the kernel may have none left.
[[noreturn]] void refuse(const std::string& what, int error_number) {
  const bool too_many = error_number == EMFILE || error_number == ENFILE;
  throw HostError("cannot wait for", what, error_number,
                  too_many ? "raise the limit of open files: ulimit -n 1024" : "");
}

std::unique_ptr<Loop::Impl> make_impl() {
  try {
    auto impl = std::make_unique<Loop::Impl>();
    // Asio opens its own descriptors with the first object: here, where that can be told.
    const asio::steady_timer first(impl->context);
    return impl;
  } catch (const boost::system::system_error& error) {
    refuse("events", error.code().value());
  }
}

/// The set that hears of these signals, made at their first wait.
asio::signal_set& signal_set_of(Loop::Impl& impl, const std::vector<int>& signals) {
  try {
    const auto [entry, is_new] = impl.signals.try_emplace(signals, impl.context);
    if (is_new) {
      for (const int signal : signals) entry->second.add(signal);
    }
    return entry->second;
  } catch (const boost::system::system_error& error) {
    refuse("signals", error.code().value());
  }
}

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

/// Resumes with the next signal of these.
Task<int> wait_for_signal(Loop::Impl& impl, std::vector<int> signals) {
  asio::signal_set& set = signal_set_of(impl, signals);
  // A wait that is given up must not swallow the signal that comes next.
  struct Cancel {
    asio::signal_set& set;
    ~Cancel() { set.cancel(); }
  } const cancel{set};
  for (;;) {
    const auto pending = std::make_shared<Pending<error_code, int>>();
    set.async_wait(Pending<error_code, int>::handler(pending));
    co_await pending->done;
    // Aborted without our doing: another wait on the same set was given up.
    if (!std::get<0>(pending->results)) co_return std::get<1>(pending->results);
  }
}

}  // namespace

Loop::Loop() : impl_(make_impl()) {}
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
  // Copied before the coroutine exists: it starts later, when the caller's list may be gone.
  return wait_for_signal(*impl_, std::vector<int>(signals));
}

Task<void> Loop::readable(int file_descriptor) {
  // Watched through an epoll of its own. Asio would make the descriptor itself non-blocking, which
  // a terminal shares with the shell that started us, and takes each descriptor only once.
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) refuse("input", errno);
  asio::posix::stream_descriptor watcher(impl_->context, epoll);
  epoll_event interest{};
  interest.events = EPOLLIN;
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, file_descriptor, &interest) != 0) {
    if (errno == EPERM) co_return;  // a regular file can always be read
    refuse("input", errno);
  }
  const auto pending = std::make_shared<Pending<error_code>>();
  watcher.async_wait(asio::posix::stream_descriptor::wait_read,
                     Pending<error_code>::handler(pending));
  co_await pending->done;
}

Task<void> Loop::in_background(std::function<void()> work) {
  if (!impl_->workers) impl_->workers.emplace(1);
  BackgroundWork running(impl_->context, *impl_->workers, std::move(work));
  co_await running.done();
  running.rethrow();
}

}  // namespace devstack::io
