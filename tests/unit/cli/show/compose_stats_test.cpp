// What `stats` says of two samples.
#include "cli/show/compose_stats.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using std::chrono::milliseconds;

/// Half of one CPU for a second, on a host of four.
ContainerUse half_a_cpu() {
  ContainerUse use;
  use.container.id = "a47301d9710ac3cf227b123e28a04f77b1840d286a83c799ade17109936d42fb";
  use.container.name = "shop-web-1";
  engine::ContainerStats before;
  before.cpus = 4;
  engine::ContainerStats now = before;
  now.cpu_time = milliseconds(500);
  now.system_time = milliseconds(4000);
  now.memory_bytes = std::int64_t{468} << 10;
  now.memory_limit_bytes = std::int64_t{1} << 20;
  now.received_bytes = 1000;
  now.sent_bytes = 126;
  now.processes = 2;
  use.before = before;
  use.now = now;
  return use;
}

TEST(ComposeStats, SameDocumentAsDockerCompose) {
  EXPECT_EQ(to_json(compose_stats_entry(half_a_cpu())),
            R"({"BlockIO":"0B / 0B","CPUPerc":"50.00%",)"
            R"("Container":"a47301d9710ac3cf227b123e28a04f77b1840d286a83c799ade17109936d42fb",)"
            R"("ID":"a47301d9710a","MemPerc":"45.70%","MemUsage":"468KiB / 1MiB",)"
            R"("Name":"shop-web-1","NetIO":"1kB / 126B","PIDs":"2"})");
}

TEST(ComposeStats, AContainerThatDoesNotRunUsesNothing) {
  const UseTexts texts = use_texts({});
  EXPECT_EQ(texts.cpu, "0.00%");
  EXPECT_EQ(texts.memory, "0B / 0B");
  EXPECT_EQ(texts.memory_share, "0.00%");
  EXPECT_EQ(texts.processes, "0");
}

TEST(ComposeStats, ARateNeedsTwoSamplesOfOneRun) {
  ContainerUse use = half_a_cpu();
  use.before.reset();
  EXPECT_EQ(use_texts(use).cpu, "0.00%");
  use = half_a_cpu();
  use.before->cpu_time = milliseconds(900);  // counted from an earlier start
  EXPECT_EQ(use_texts(use).cpu, "0.00%");
}

TEST(ComposeStats, UseAgainstABudget) {
  model::Budget budget;
  EXPECT_EQ(budget_text(half_a_cpu(), budget), "");
  budget.memory = std::int64_t{936} << 10;
  EXPECT_EQ(budget_text(half_a_cpu(), budget), "50% of 936KiB");
  budget.cpus = 0.25;
  EXPECT_EQ(budget_text(half_a_cpu(), budget), "50% of 936KiB, 200% of 0.25 cpus");
  EXPECT_EQ(budget_text({}, budget), "");
}

}  // namespace
}  // namespace devstack::cli
