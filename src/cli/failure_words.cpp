#include "cli/failure_words.hpp"

#include <fmt/format.h>

namespace devstack::cli {

std::string failure_words(const engine::ContainerDetails& details) {
  constexpr int kSignalBase = 128;
  constexpr int kSignals = 32;
  std::string words;
  if (details.oom_killed) {
    words += ", out of memory";
  } else if (details.exit_code > kSignalBase && details.exit_code < kSignalBase + kSignals) {
    words += fmt::format(", signal {}", details.exit_code - kSignalBase);
  }
  if (details.restart_count == 1) words += ", restarted once";
  if (details.restart_count > 1)
    words += fmt::format(", restarted {} times", details.restart_count);
  return words;
}

}  // namespace devstack::cli
