// One subscription after the other; each ends with an error, since events never do.
#include "cli/project/project_events.hpp"

#include <exception>

#include "devstack/base/error.hpp"
#include "devstack/engine/error.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// After a subscription has ended, and how often in a row that is tried.
constexpr Duration kReconnect{500};
constexpr int kReconnects = 60;

enum class First { kAccepted, kEnded };

Task<void> wait_for(Event& event) { co_await event; }

/// A connection that breaks may hold the next time; a refusal, or a socket where nobody listens,
/// stays what it is.
bool may_pass(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const engine::EngineError& error) {
    return error.status() == 0;
  } catch (...) {
    return false;
  }
}

}  // namespace

Task<void> follow_project_events(io::Loop& loop, engine::Client& client, std::string project,
                                 std::vector<std::string> actions, EventListener listener) {
  const std::vector<std::string> labels{std::string(model::labels::kProject) + "=" + project};
  bool ever_accepted = false;
  for (int failures = 0;;) {
    Event accepted;
    TaskSet<First, void> race;
    race.add(First::kEnded,
             client.stream_container_events(labels, actions, &accepted, listener.event));
    race.add(First::kAccepted, wait_for(accepted));
    auto next = co_await race.next();
    if (next.key == First::kAccepted) {
      failures = 0;
      ever_accepted = true;
      listener.accepted();
      next = co_await race.next();
    }
    std::exception_ptr failure;
    try {
      next.task.take();
    } catch (const Error&) {
      failure = std::current_exception();
    }
    ++failures;
    if (failures == kReconnects || !(ever_accepted || may_pass(failure))) {
      std::rethrow_exception(failure);
    }
    co_await loop.sleep(kReconnect);
  }
}

}  // namespace devstack::cli
