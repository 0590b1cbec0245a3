#include "cli/converge/failure_words.hpp"

#include <fmt/format.h>

#include "devstack/base/exit_status.hpp"

namespace devstack::cli {

std::string failure_words(const engine::ContainerDetails& details) {
  std::string words;
  if (details.oom_killed) {
    words += ", out of memory";
  } else if (const auto signal = signal_of(details.exit_code)) {
    words += fmt::format(", signal {}", *signal);
  }
  if (details.restart_count == 1) words += ", restarted once";
  if (details.restart_count > 1)
    words += fmt::format(", restarted {} times", details.restart_count);
  return words;
}

}  // namespace devstack::cli
