// The event loop on Boost.Asio: timers, signals, readable descriptors, work on a thread.
#include "devstack/io/loop.hpp"

#include <sys/epoll.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <exception>
#include <future>
#include <system_error>
#include <utility>

#include "io/loop_impl.hpp"

namespace devstack::io {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

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
  const auto [entry, is_new] = impl.signals.try_emplace(signals, impl.context);
  asio::signal_set& set = entry->second;
  if (is_new) {
    for (const int signal : signals) set.add(signal);
  }
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
  // Copied before the coroutine exists: it starts later, when the caller's list may be gone.
  return wait_for_signal(*impl_, std::vector<int>(signals));
}

Task<void> Loop::readable(int file_descriptor) {
  // Watched through an epoll of its own. Asio would make the descriptor itself non-blocking, which
  // a terminal shares with the shell that started us, and takes each descriptor only once.
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  asio::posix::stream_descriptor watcher(impl_->context, epoll);
  epoll_event interest{};
  interest.events = EPOLLIN;
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, file_descriptor, &interest) != 0) {
    if (errno == EPERM) co_return;  // a regular file can always be read
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
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
