// Findings over plain values.
#include "cli/doctor_checks.hpp"

#include <gtest/gtest.h>

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
