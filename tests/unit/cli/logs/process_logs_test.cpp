// Logs of host processes, with the times that were noted beside them.
#include "cli/logs/process_logs.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "devstack/base/units.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr SystemTime kStart{std::chrono::seconds{1'000'000'000}};

class ProcessLogsTest : public testing::Test {
 protected:
  ProcessLogsTest() {
    const host::ProcessRecords records(state.directory());
    host::ProcessRecord record;
    record.service = "api";
    record.log = records.default_log("api");
    records.write(record);
    // One line a second; the first two were written before the last rotation.
    put(record.log + ".1", "a\nb\n");
    put(record.log, "c\nd\nhalf");
    put(records.log_times("api") + ".1", "0 1000000000000000000\n2 1000000001000000000\n");
    put(records.log_times("api"), "0 1000000002000000000\n2 1000000003000000000\n");
    log = record.log;
  }

  static void put(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::app) << text;
  }

  std::vector<std::string> begin(engine::LogRequest request) {
    lines.clear();
    logs.emplace(
        state, [](const std::string&) { return true; },
        [this](const std::string&, std::optional<SystemTime> time, std::string_view line) {
          const auto second =
              time ? std::chrono::duration_cast<std::chrono::seconds>(*time - kStart).count() : -1;
          lines.push_back(std::to_string(second) + " " + std::string(line));
        });
    EXPECT_THAT(logs->begin(request), ElementsAre("api"));
    return lines;
  }

  fakes::TemporaryFolder folder;
  host::StateStore state{folder.path(), "engine", "project"};
  std::string log;
  std::optional<ProcessLogs> logs;
  std::vector<std::string> lines;
};

TEST_F(ProcessLogsTest, LinesHaveTheirTimes) {
  EXPECT_THAT(begin({}), ElementsAre("0 a", "1 b", "2 c", "3 d"));
}

TEST_F(ProcessLogsTest, BoundsAndTail) {
  engine::LogRequest request;
  request.since = "1000000001";
  EXPECT_THAT(begin(request), ElementsAre("1 b", "2 c", "3 d"));
  request.until = "2001-09-09T01:46:42Z";
  EXPECT_THAT(begin(request), ElementsAre("1 b", "2 c"));
  request.tail = "1";
  EXPECT_THAT(begin(request), ElementsAre("2 c"));
  request.tail = "0";
  EXPECT_THAT(begin(request), IsEmpty());
}

TEST_F(ProcessLogsTest, WhatComesLaterHasTheTimeOfItsReading) {
  begin({});
  lines.clear();
  put(log, " a line\nnext\n");
  EXPECT_TRUE(logs->read_more(kStart + std::chrono::seconds{9}));
  EXPECT_THAT(lines, ElementsAre("9 half a line", "9 next"));
  EXPECT_FALSE(logs->read_more(kStart + std::chrono::seconds{10}));
  EXPECT_THAT(logs->begin({}), IsEmpty());
}

TEST_F(ProcessLogsTest, ALineWithoutAnEndIsShownAtTheEnd) {
  begin({});
  lines.clear();
  logs->finish(kStart);
  EXPECT_THAT(lines, ElementsAre("0 half"));
}

}  // namespace
}  // namespace devstack::cli
