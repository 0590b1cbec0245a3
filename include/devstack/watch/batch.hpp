// Changes that belong together: an editor saves several files, a checkout thousands.
#pragma once

#include <functional>

#include "devstack/base/clock.hpp"
#include "devstack/io/file_watcher.hpp"

namespace devstack::watch {

struct Patience {
  Duration quiet{150};    ///< without a change: the batch is complete
  Duration bound{2'000};  ///< after the first change it is, in any case
};

/// Resumes with the changes of one batch. `next` is asked again and again, and given up in the end.
[[nodiscard]] Task<io::ChangedPaths> next_batch(Clock& clock, Patience patience,
                                                std::function<Task<io::ChangedPaths>()> next);

}  // namespace devstack::watch
