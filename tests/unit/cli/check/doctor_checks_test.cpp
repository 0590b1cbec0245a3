// Findings over plain values.
#include "cli/check/doctor_checks.hpp"

#include <gtest/gtest.h>

#include <array>

namespace devstack::cli {
namespace {

using Level = Finding::Level;
using namespace std::chrono_literals;

TEST(DoctorChecks, Clock) {
  engine::EngineInfo info;
  info.system_time = engine::Timestamp{100h};
  EXPECT_EQ(check_clock(info, SystemTime{100h + 1s}).level, Level::kFine);
  const auto late = check_clock(info, SystemTime{100h - 5s});
  EXPECT_EQ(late.level, Level::kWarning);
  EXPECT_EQ(late.text, "the engine's clock differs by 5.0s");
  EXPECT_FALSE(late.fix.empty());
  EXPECT_EQ(check_clock({}, SystemTime{100h}).level, Level::kFine);
}

TEST(DoctorChecks, Memory) {
  engine::EngineInfo info;
  info.memory_bytes = std::int64_t{1} << 30;
  model::Stack stack;
  EXPECT_EQ(check_memory(stack, info).level, Level::kFine);
  stack.services["db"].extension.budget.emplace().memory = std::int64_t{2} << 30;
  EXPECT_EQ(check_memory(stack, info).level, Level::kProblem);
  EXPECT_EQ(check_memory(stack, info).text,
            "budgets ask for 2 GiB, the engine has 1 GiB; 4 GiB is the least, 8 GiB comfortable");
  info.memory_bytes = std::int64_t{3} << 30;
  EXPECT_EQ(check_memory(stack, info).level, Level::kWarning);
  info.memory_bytes = (std::int64_t{4} << 30) - (std::int64_t{300} << 20);
  EXPECT_EQ(check_memory(stack, info).level, Level::kFine);
}

TEST(DoctorChecks, MemoryOfTheShippedStacks) {
  // Sum of budgets of multidb-chatbot (8 GB least, 16 recommended) and of medlab-chat (4 GB).
  constexpr std::int64_t kMegabyte = std::int64_t{1} << 20;
  engine::EngineInfo info;
  model::Stack stack;
  auto& memory = stack.services["db"].extension.budget.emplace().memory;
  for (const auto& [budgets, too_little, little, enough] :
       {std::array{6250, 6000, 6900, 7900}, std::array{3072, 3000, 3500, 3900}}) {
    memory = budgets * kMegabyte;
    info.memory_bytes = too_little * kMegabyte;
    EXPECT_EQ(check_memory(stack, info).level, Level::kProblem) << budgets;
    info.memory_bytes = little * kMegabyte;
    EXPECT_EQ(check_memory(stack, info).level, Level::kWarning) << budgets;
    info.memory_bytes = enough * kMegabyte;
    EXPECT_EQ(check_memory(stack, info).level, Level::kFine) << budgets;
  }
}

TEST(DoctorChecks, AsyncIo) {
  model::Stack stack;
  stack.services["db"].image = "postgres:15";
  EXPECT_FALSE(check_async_io(stack, 1));
  for (const char* name : {"scylla", "scylla-node2", "scylla-node3"}) {
    stack.services[name].image = "scylladb/scylla:latest";
    stack.services[name].command = std::vector<std::string>{"--seeds=scylla", "--smp", "1"};
  }
  stack.services["scylla-init"].image = "scylladb/scylla:latest";
  stack.services["scylla-init"].is_job = true;
  EXPECT_FALSE(check_async_io(stack, std::nullopt));
  const auto low = check_async_io(stack, 33077);
  ASSERT_TRUE(low);
  EXPECT_EQ(low->level, Level::kWarning);
  EXPECT_EQ(low->text, "fs.aio-max-nr is 33077; ScyllaDB takes 33078");
  EXPECT_EQ(low->fix, "sudo sysctl -w fs.aio-max-nr=1048576");
  EXPECT_EQ(check_async_io(stack, 65536)->level, Level::kFine);
  stack.services["scylla"].command = std::vector<std::string>{"--smp", "4"};
  EXPECT_EQ(check_async_io(stack, 65536)->level, Level::kWarning);
}

TEST(DoctorChecks, Disk) {
  engine::EngineInfo info;
  info.docker_root = "/var/lib/docker";
  model::Stack stack;
  EXPECT_EQ(check_disk(stack, info, std::uint64_t{10} << 30).level, Level::kFine);
  EXPECT_EQ(check_disk(stack, info, std::uint64_t{1} << 30).level, Level::kWarning);
  EXPECT_EQ(check_disk(stack, info, std::nullopt).level, Level::kFine);
  stack.services["db"].extension.budget.emplace().storage = std::int64_t{31} << 30;
  EXPECT_EQ(check_disk(stack, info, std::uint64_t{19} << 30).level, Level::kProblem);
  EXPECT_EQ(check_disk(stack, info, std::uint64_t{30} << 30).level, Level::kWarning);
  EXPECT_EQ(check_disk(stack, info, std::uint64_t{42} << 30).level, Level::kFine);
}

TEST(DoctorChecks, Json) {
  const auto json = doctor_json({{Level::kFine, "a", "b", ""}, {Level::kProblem, "c", "d", "e"}});
  EXPECT_EQ(json["schema"].as_string(), "devstack.doctor/1");
  EXPECT_FALSE(json["ok"].as_bool(true));
  EXPECT_EQ(json["findings"].items()[1]["fix"].as_string(), "e");
}

}  // namespace
}  // namespace devstack::cli
