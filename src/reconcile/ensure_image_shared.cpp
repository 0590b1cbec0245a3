// Several services, one image, one pull.
#include "ensure_image.hpp"

namespace devstack::reconcile {

Task<bool> SharedWork::enter(Clock& clock) {
  if (!begun_) {
    begun_ = true;
    co_return true;
  }
  if (done_) co_return false;
  waiters_.push_back(std::make_unique<Event>());
  co_await *waiters_.back();
  co_await clock.sleep(Duration{0});
  co_return false;
}

void SharedWork::finish(std::string failure) {
  failure_ = std::move(failure);
  done_ = true;
  for (const auto& waiter : waiters_) waiter->set();
}

void SharedWork::fail(std::exception_ptr thrown) {
  thrown_ = std::move(thrown);
  finish({});
}

const std::string& SharedWork::outcome() const {
  if (thrown_) std::rethrow_exception(thrown_);
  return failure_;
}

Task<std::string> ImageKeeper::once(std::string key, Task<std::string> work) {
  SharedWork& shared = works_[key];
  const bool first = co_await shared.enter(state_.context.loop);
  if (first) {
    try {
      std::string failure = co_await work;
      shared.finish(std::move(failure));
    } catch (...) {
      shared.fail(std::current_exception());
    }
  }
  co_return shared.outcome();
}

}  // namespace devstack::reconcile
