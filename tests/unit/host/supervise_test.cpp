#include "host/supervise.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "host/rotating_log.hpp"
#include "supervised_fixture.hpp"

namespace devstack::host {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

using SuperviseTest = SupervisedTest;

TEST_F(SuperviseTest, RunsTheCommandWithItsEnvironmentAndKeepsItsLog) {
  ASSERT_EQ(start("echo $WORD from $PWD; echo to stderr >&2; exit 3"), 0) << problem_;
  ASSERT_TRUE(has_ended());
  EXPECT_EQ(record()->exit_code, 3);
  EXPECT_FALSE(record()->stopped);
  EXPECT_THAT(log(), HasSubstr("hello from " + folder_.path().string()));
  EXPECT_THAT(log(), HasSubstr("to stderr"));
  EXPECT_EQ(record()->fields.at("command"), "hash");
  EXPECT_TRUE(eventually([this] { return !is_alive(record()->supervisor); }));
}

TEST_F(SuperviseTest, TheRecordNamesTheProcessWhileItRuns) {
  ASSERT_EQ(start("sleep 60"), 0) << problem_;
  ASSERT_TRUE(record());
  EXPECT_TRUE(is_alive(record()->process));
  EXPECT_TRUE(is_alive(record()->supervisor));
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kRunning);
  EXPECT_TRUE(end(1s));
  EXPECT_TRUE(record()->stopped);
  EXPECT_THAT(ours(), IsEmpty());
}

TEST_F(SuperviseTest, OneThatIgnoresTermIsKilledAfterItsGrace) {
  ASSERT_EQ(start("trap '' TERM; echo deaf; while :; do sleep 1; done"), 0) << problem_;
  ASSERT_TRUE(eventually([this] { return log().find("deaf") != std::string::npos; }));
  const auto began = loop_.now();
  EXPECT_TRUE(end(300ms));
  EXPECT_GE(loop_.now() - began, 300ms);
  EXPECT_THAT(ours(), IsEmpty());
  EXPECT_EQ(record()->exit_code, 128 + SIGKILL);
}

TEST_F(SuperviseTest, OneThatEndsOnTermNeedsNoGrace) {
  ASSERT_EQ(start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"), 0);
  ASSERT_TRUE(eventually([this] { return log().find("up") != std::string::npos; }));
  const auto began = loop_.now();
  EXPECT_TRUE(end(15s));
  EXPECT_LT(loop_.now() - began, 10s);
  EXPECT_THAT(log(), HasSubstr("bye"));
}

TEST_F(SuperviseTest, WhatGoesToTheBackgroundIsFollowedAndEnded) {
  // Twice forked, in a session of its own, its parent gone.
  ASSERT_EQ(start("setsid sh -c 'sleep 61 & echo $! > daemon; exit 0' & wait; exit 0"), 0);
  ASSERT_TRUE(eventually([this] {
    const auto now = record();
    const auto daemon = file_text((folder_.path() / "daemon").string());
    return now && daemon && std::to_string(now->process.pid) + "\n" == *daemon;
  })) << "the daemon has become the service's process";
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kRunning);
  EXPECT_TRUE(end(2s));
  EXPECT_THAT(ours(), IsEmpty());
}

TEST_F(SuperviseTest, GrandchildrenInSessionsOfTheirOwnGoWithIt) {
  ASSERT_EQ(start("setsid sleep 62 & setsid sh -c 'trap \"\" TERM; sleep 63' & sleep 64"), 0);
  ASSERT_TRUE(eventually([this] { return ours().size() >= 4; }));
  EXPECT_TRUE(end(300ms));
  EXPECT_THAT(ours(), IsEmpty());
}

TEST_F(SuperviseTest, WhatAFailedCommandLeavesIsEndedBeforeItStartsAgain) {
  ASSERT_EQ(start("echo start; setsid sleep 65 & exit 1", RestartRule::kOnFailure), 0);
  ASSERT_TRUE(eventually([this] { return record()->restarts >= 1; }));
  EXPECT_TRUE(eventually([this] { return ours().size() <= 2; }));
  EXPECT_TRUE(end(1s));
  EXPECT_THAT(ours(), IsEmpty());
}

TEST_F(SuperviseTest, ACrashLoopIsOnRecordWithItsPause) {
  ASSERT_EQ(start("exit 7", RestartRule::kOnFailure), 0) << problem_;
  ASSERT_TRUE(eventually([this] {
    return record() && record()->restarts >= 1 && record()->phase == ProcessPhase::kBackingOff;
  }));
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kBackingOff);
  EXPECT_EQ(record()->exit_code, 7);
  EXPECT_GT(record()->next_start, record()->started_at);
  EXPECT_TRUE(end(1s)) << "a pause can be ended as well";
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kEnded);
}

TEST_F(SuperviseTest, AFloodNeitherBlocksItNorFillsTheDisk) {
  ASSERT_EQ(start("head -c 100000000 /dev/zero | tr '\\0' 'x'; echo; echo last line"), 0);
  ASSERT_TRUE(has_ended()) << "a hundred megabytes were taken";
  std::uintmax_t bytes = std::filesystem::file_size(log_);
  if (std::filesystem::exists(log_ + ".1")) bytes += std::filesystem::file_size(log_ + ".1");
  EXPECT_LE(bytes, 2 * RotatingLog::kLimit);
  EXPECT_THAT(log(), HasSubstr("last line"));
}

TEST_F(SuperviseTest, EachStartHasALogOfItsOwn) {
  ASSERT_EQ(start("echo first"), 0);
  ASSERT_TRUE(has_ended());
  ASSERT_EQ(start("echo second"), 0) << problem_;
  ASSERT_TRUE(eventually([this] { return log() == "second\n"; }));
  EXPECT_EQ(file_text(log_ + ".1"), "first\n");
}

TEST_F(SuperviseTest, ASignalToTheSupervisorIsAStop) {
  ASSERT_EQ(start("sleep 66"), 0);
  EXPECT_TRUE(send_signal(record()->supervisor, SIGTERM, SignalScope::kProcess));
  EXPECT_TRUE(has_ended());
  EXPECT_TRUE(record()->stopped);
  EXPECT_THAT(ours(), IsEmpty());
}

}  // namespace
}  // namespace devstack::host
