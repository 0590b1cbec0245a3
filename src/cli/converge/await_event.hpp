// Waiting for an event that a callback sets.
#pragma once

#include <optional>

#include "devstack/base/task.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::cli {

/// Goes on from the loop: whoever sets the event must not be destroyed by what follows.
[[nodiscard]] inline Task<bool> await_event(Clock& clock, Event& event) {
  co_await event;
  co_await clock.sleep(Duration{0});
  co_return true;
}

/// False when it was not set within `patience`.
[[nodiscard]] inline Task<bool> await_event_for(Clock& clock, Event& event, Duration patience) {
  auto waiting = await_event(clock, event);
  Task<std::optional<bool>> limited = io::with_deadline(clock, patience, std::move(waiting));
  const std::optional<bool> was_set = co_await limited;
  co_return was_set.has_value();
}

}  // namespace devstack::cli
