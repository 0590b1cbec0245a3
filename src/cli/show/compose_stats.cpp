// Source: docker/cli cli/command/container/stats_helpers.go and formatter_stats.go.
#include "cli/show/compose_stats.hpp"

#include <fmt/format.h>

#include <vector>

#include "cli/show/docker_sizes.hpp"
#include "cli/show/short_id.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

/// CPUs in use, 1.0 being one of them: the container's share of the host's time between samples.
double cpus_used(const ContainerUse& use) {
  if (!use.before || !use.now) return 0.0;
  const auto own = static_cast<double>((use.now->cpu_time - use.before->cpu_time).count());
  const auto host = static_cast<double>((use.now->system_time - use.before->system_time).count());
  if (own <= 0.0 || host <= 0.0) return 0.0;
  return own / host * static_cast<double>(use.now->cpus);
}

std::string pair(std::int64_t first, std::int64_t second) {
  return decimal_size(first) + " / " + decimal_size(second);
}

double share(std::int64_t part, std::int64_t whole) {
  return whole <= 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole) * 100.0;
}

}  // namespace

UseTexts use_texts(const ContainerUse& use) {
  const engine::ContainerStats now = use.now.value_or(engine::ContainerStats{});
  UseTexts texts;
  texts.cpu = fmt::format("{:.2f}%", cpus_used(use) * 100.0);
  texts.memory = binary_size(now.memory_bytes) + " / " + binary_size(now.memory_limit_bytes);
  texts.memory_share = fmt::format("{:.2f}%", share(now.memory_bytes, now.memory_limit_bytes));
  texts.network = pair(now.received_bytes, now.sent_bytes);
  texts.block = pair(now.read_bytes, now.written_bytes);
  texts.processes = std::to_string(now.processes);
  return texts;
}

Value compose_stats_entry(const ContainerUse& use) {
  const UseTexts texts = use_texts(use);
  Value entry = Value::object();
  entry.set("BlockIO", texts.block);
  entry.set("CPUPerc", texts.cpu);
  entry.set("Container", use.container.id);
  entry.set("ID", short_id(use.container.id));
  entry.set("MemPerc", texts.memory_share);
  entry.set("MemUsage", texts.memory);
  entry.set("Name", use.container.name);
  entry.set("NetIO", texts.network);
  entry.set("PIDs", texts.processes);
  return entry;
}

std::string budget_text(const ContainerUse& use, const model::Budget& budget) {
  if (!use.now) return {};
  std::vector<std::string> parts;
  if (budget.memory) {
    parts.push_back(fmt::format("{:.0f}% of {}", share(use.now->memory_bytes, *budget.memory),
                                binary_size(*budget.memory)));
  }
  if (budget.cpus && *budget.cpus > 0.0) {
    parts.push_back(
        fmt::format("{:.0f}% of {:g} cpus", cpus_used(use) / *budget.cpus * 100.0, *budget.cpus));
  }
  return join(parts, ", ");
}

}  // namespace devstack::cli
