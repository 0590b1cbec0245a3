#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Stats : public ClientTest {
 protected:
  static constexpr const char* kTop = "GET /containers/c1/top?stream=false";
  static constexpr const char* kStats = "GET /containers/c1/stats?stream=0&one-shot=1";
};

TEST_F(Stats, ListsProcesses) {
  replies[kTop] = {200, R"({"Titles":["UID","PID"],"Processes":[["root","7"],["app","8"]]})"};
  const auto table = run(client.container_processes("c1"));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->titles, (std::vector<std::string>{"UID", "PID"}));
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[1], (std::vector<std::string>{"app", "8"}));
}

TEST_F(Stats, KnowsThatNothingRuns) {
  for (const int status : {404, 409}) {
    replies[kTop] = {status, R"({"message":"is not running"})"};
    EXPECT_FALSE(run(client.container_processes("c1")));
    replies[kStats] = {status, R"({"message":"no such container"})"};
    EXPECT_FALSE(run(client.container_stats("c1")));
  }
  replies[kTop] = {500, R"({"message":"boom"})"};
  EXPECT_EQ(engine_error(client.container_processes("c1")).status(), 500);
}

TEST_F(Stats, TakesOneSample) {
  replies[kStats] = {200, R"({"cpu_stats":{"cpu_usage":{"total_usage":5},"system_cpu_usage":70,
    "online_cpus":2},"memory_stats":{"usage":100,"limit":1000,"stats":{"inactive_file":30}},
    "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2},"eth1":{"rx_bytes":10,"tx_bytes":20}},
    "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":3},{"op":"Write","value":4},
    {"op":"write","value":5},{"op":"sync","value":99}]},"pids_stats":{"current":6}})"};
  const auto sample = run(client.container_stats("c1"));
  ASSERT_TRUE(sample);
  EXPECT_EQ(sample->cpu_time.count(), 5);
  EXPECT_EQ(sample->system_time.count(), 70);
  EXPECT_EQ(sample->cpus, 2);
  EXPECT_EQ(sample->memory_bytes, 70);
  EXPECT_EQ(sample->memory_limit_bytes, 1000);
  EXPECT_EQ(sample->received_bytes, 11);
  EXPECT_EQ(sample->sent_bytes, 22);
  EXPECT_EQ(sample->read_bytes, 3);
  EXPECT_EQ(sample->written_bytes, 9);
  EXPECT_EQ(sample->processes, 6);
}

TEST_F(Stats, AContainerThatDoesNotRunHasNoCounters) {
  replies[kStats] = {200, R"({"cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}})"};
  EXPECT_FALSE(run(client.container_stats("c1")));
}

TEST_F(Stats, TheCacheOfCgroupV1IsLeftOutToo) {
  replies[kStats] = {200, R"({"cpu_stats":{"system_cpu_usage":1},"memory_stats":{"usage":100,
    "stats":{"total_inactive_file":40,"inactive_file":1}}})"};
  EXPECT_EQ(run(client.container_stats("c1"))->memory_bytes, 60);
}

}  // namespace
}  // namespace devstack::engine
