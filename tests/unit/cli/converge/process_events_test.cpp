// Two readings of the records, and what lies between them.
#include "cli/converge/process_events.hpp"

#include <gmock/gmock.h>

#include "cli/logs/event_lines.hpp"

namespace devstack::cli {
namespace {

using host::ProcessPhase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

host::ProcessRecord record(int pid, ProcessPhase phase, int code = 0) {
  host::ProcessRecord made;
  made.service = "llm";
  made.process = {pid, static_cast<std::uint64_t>(pid), "boot"};
  made.phase = phase;
  made.exit_code = code;
  return made;
}

std::vector<std::string> between(const ProcessRecordMap& before, const ProcessRecordMap& after) {
  std::vector<std::string> texts;
  for (const auto& event : process_events(before, after, SystemTime{})) {
    texts.push_back(event.action + " " + event.actor_id +
                    (event.exit_code ? " " + std::to_string(*event.exit_code) : ""));
  }
  return texts;
}

TEST(ProcessEvents, FromStartToEnd) {
  const ProcessRecordMap none;
  const ProcessRecordMap runs{{"llm", record(7, ProcessPhase::kRunning)}};
  const ProcessRecordMap waits{{"llm", record(7, ProcessPhase::kBackingOff, 3)}};
  const ProcessRecordMap again{{"llm", record(8, ProcessPhase::kRunning)}};
  const ProcessRecordMap ended{{"llm", record(8, ProcessPhase::kEnded, 143)}};
  EXPECT_THAT(between(none, runs), ElementsAre("start 7"));
  EXPECT_THAT(between(runs, runs), IsEmpty());
  EXPECT_THAT(between(runs, waits), ElementsAre("die 7 3"));
  EXPECT_THAT(between(waits, again), ElementsAre("start 8"));
  EXPECT_THAT(between(again, ended), ElementsAre("die 8 143"));
  EXPECT_THAT(between(ended, none), ElementsAre("destroy 8"));
  EXPECT_THAT(between(runs, none), ElementsAre("die 7 0", "destroy 7"));
  EXPECT_THAT(between(runs, again), ElementsAre("die 7 0", "start 8"));
}

TEST(ProcessEvents, AreShownLikeOthers) {
  const auto events =
      process_events({}, {{"llm", record(7, ProcessPhase::kRunning)}}, SystemTime{});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(event_line(events.front()), "1970-01-01 00:00:00.000000 process start 7 (name=llm)\n");
}

}  // namespace
}  // namespace devstack::cli
