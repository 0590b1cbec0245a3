// For services without any test: the process runs, and that is all that can be known.
#include <fmt/format.h>

#include "probe/attempt.hpp"

namespace devstack::probe {

Task<Finding> try_running(ProbeContext context, const Target& target) {
  const auto container = co_await context.client.inspect_container(target.container_id);
  Finding finding;
  if (!container) {
    finding.result = "the container is gone";
  } else if (container->running && container->status != "restarting") {
    finding = Finding{true, "running"};
  } else {
    finding.result = fmt::format("{} (exit {})", container->status, container->exit_code);
  }
  co_return finding;
}

}  // namespace devstack::probe
