// Log probes: which part of the log counts, and what they say of it.
#include "probe/probe_log.hpp"

#include <gtest/gtest.h>

#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

class ProbeLog : public ProbeTest {
 protected:
  Finding try_now(const std::string& pattern) {
    const model::LogProbe probe{pattern};
    return run(try_log(context, target, probe, Duration{2'000}));
  }
  void log_holds(std::string text) {
    logs = [text = std::move(text)] { return fakes::Reply{200, text}; };
  }
};

TEST(LogSince, IsSecondsWithNanoseconds) {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  const engine::Timestamp epoch{};
  EXPECT_EQ(log_since(epoch), "");
  EXPECT_EQ(log_since(epoch - seconds{5}), "");  // year 1 in an engine's answer
  EXPECT_EQ(log_since(epoch + seconds{1'763'700'000}), "1763700000.000000000");
  EXPECT_EQ(log_since(epoch + seconds{1} + milliseconds{5}), "1.005000000");
}

TEST(LogBegin, IsTheEndOfTheRunBefore) {
  using std::chrono::seconds;
  const engine::Timestamp epoch{};
  engine::ContainerDetails container;
  EXPECT_EQ(log_begin(container), epoch);
  container.started_at = epoch + seconds{100};
  container.finished_at = epoch - seconds{5};  // never: year 1
  EXPECT_EQ(log_begin(container), epoch);
  container.running = true;
  container.finished_at = epoch + seconds{90};
  EXPECT_EQ(log_begin(container), epoch + seconds{90});
  container.running = false;
  container.finished_at = epoch + seconds{120};
  EXPECT_EQ(log_begin(container), epoch + seconds{99});  // first lines may be from before the start
  container.finished_at = epoch + seconds{98};           // so may the end of a short run
  EXPECT_EQ(log_begin(container), epoch + seconds{97});
}

TEST(FindingOf, TellsWhatTheLogHolds) {
  struct Case {
    std::string pattern, text;
    bool passes;
    std::string result;
  };
  const std::vector<Case> cases{
      {"ready", "", false, "the log is empty"},
      {"ready", "one\ntwo\n", false, "no match in 2 lines, last: two"},
      {"ready", "one\nready now\n", true, "ready now"},
  };
  for (const Case& c : cases) {
    LogMatcher matcher(c.pattern);
    matcher.feed(engine::LogStream::kStdout, c.text);
    const Finding finding = finding_of(matcher);
    EXPECT_EQ(finding.passed, c.passes) << c.result;
    EXPECT_EQ(finding.result, c.result);
  }
  EXPECT_TRUE(finding_of(LogMatcher("(")).result.starts_with("the pattern is broken: "));
}

TEST_F(ProbeLog, ReadsOnlyWhatThisStartHasWritten) {
  log_holds(fakes::frame(2, "ready\n"));
  EXPECT_TRUE(try_now("ready").passed);
  EXPECT_EQ(transport.seen.back(),
            "GET /containers/c1/logs?stdout=1&stderr=1&since=1767225600.000000000&tail=all");
}

TEST_F(ProbeLog, ALineOfATerminalComesUnframed) {
  container.tty = true;
  log_holds("ready\r\n");
  EXPECT_TRUE(try_now("^ready$").passed);
}

TEST_F(ProbeLog, CountsTheLastLineWithoutItsEnd) {
  log_holds(fakes::frame(1, "booting\nready"));
  EXPECT_TRUE(try_now("ready").passed);
}

TEST_F(ProbeLog, AHungLogIsJudgedByWhatHasCome) {
  logs = [] {
    fakes::Reply reply{200, fakes::frame(1, "booting\nre")};
    reply.endless = true;
    return reply;
  };
  EXPECT_EQ(try_now("ready").result, "no match in 1 lines, last: booting");
  EXPECT_EQ(clock.passed(), Duration{2'000});
  EXPECT_TRUE(try_now("boot").passed);
}

TEST_F(ProbeLog, FollowingTellsOfTheMatchWhenItComes) {
  logs = [] {
    fakes::Reply reply;
    reply.pieces = {{Duration{100}, fakes::frame(1, "boot\nrea")},
                    {Duration{100}, fakes::frame(1, "dy\n")}};
    reply.endless = true;
    return reply;
  };
  LogMatcher matcher("ready");
  Event changed;
  auto following = follow_log(context, target, matcher, changed);
  following.start();
  clock.advance(Duration{199});
  EXPECT_FALSE(changed.is_set());
  clock.advance(Duration{1});
  EXPECT_TRUE(changed.is_set());
  EXPECT_NE(transport.seen.back().find("follow=1"), std::string::npos);
  EXPECT_NE(transport.seen.back().find("since=1767225600.0"), std::string::npos);
}

TEST_F(ProbeLog, FollowingEndsWithTheLog) {
  log_holds(fakes::frame(1, "ready"));
  LogMatcher matcher("ready");
  Event changed;
  run(follow_log(context, target, matcher, changed));
  EXPECT_TRUE(matcher.matched());
}

}  // namespace
}  // namespace devstack::probe
