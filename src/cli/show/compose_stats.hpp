// What a container uses, in the shape of `docker compose stats`. Pure.
#pragma once

#include <optional>
#include <string>

#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/extension.hpp"

namespace devstack::cli {

/// One container: two samples, the earlier to compare with. Empty for one that does not run.
struct ContainerUse {
  engine::ContainerSummary container;
  std::optional<engine::ContainerStats> before, now;
};

/// Texts as Docker writes them: "0.94%", "468KiB / 23.54GiB".
struct UseTexts {
  std::string cpu, memory, memory_share, network, block, processes;
};
[[nodiscard]] UseTexts use_texts(const ContainerUse& use);

/// Member names, their order and their formats are those of Docker Compose 2.40.
[[nodiscard]] Value compose_stats_entry(const ContainerUse& use);

/// "12% of 256MiB, 40% of 0.5 cpus": use against the service's budget; empty without one.
[[nodiscard]] std::string budget_text(const ContainerUse& use, const model::Budget& budget);

}  // namespace devstack::cli
