// Events of containers, and what is said about them.
#include "cli/converge/runtime_watch.hpp"

#include <gmock/gmock.h>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using std::chrono_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = RuntimeNotice::Kind;

class RuntimeWatchTest : public testing::Test {
 protected:
  std::vector<std::string> at(std::chrono::nanoseconds time, const std::string& action,
                              int code = -1, const std::string& service = "api") {
    engine::EngineEvent event;
    event.type = "container";
    event.actor_id = service + "1";
    event.time = time;
    event.attributes[std::string(model::labels::kService)] = service;
    if (code >= 0) event.exit_code = code;
    if (action == "healthy" || action == "unhealthy") {
      event.action = "health_status";
      event.health_status = action;
    } else {
      event.action = action;
    }
    std::vector<std::string> texts;
    kinds.clear();
    for (const RuntimeNotice& notice : watch.take(event)) {
      texts.push_back(notice.text);
      kinds.push_back(notice.kind);
    }
    return texts;
  }

  RuntimeWatch watch{[](const std::string& service) { return service == "migrate"; }};
  std::vector<Kind> kinds;
};

TEST_F(RuntimeWatchTest, EndsAreTold) {
  EXPECT_THAT(at(1s, "start"), IsEmpty());
  EXPECT_THAT(at(2s, "die", 1), ElementsAre("api failed with code 1"));
  EXPECT_THAT(kinds, ElementsAre(Kind::kFailed));
  EXPECT_THAT(at(2s, "die", 139, "web"), ElementsAre("web failed with code 139 (signal 11)"));
  EXPECT_THAT(at(2s, "die", 0, "db"), ElementsAre("db ended with code 0"));
  EXPECT_THAT(at(2s, "die", 0, "migrate"), ElementsAre("migrate is done"));
}

TEST_F(RuntimeWatchTest, WhatSomebodyStoppedDidNotFail) {
  EXPECT_THAT(at(1s, "kill"), IsEmpty());
  EXPECT_THAT(at(2s, "die", 143), ElementsAre("api was stopped"));
  EXPECT_THAT(at(3s, "start"), IsEmpty());
  EXPECT_THAT(at(4s, "die", 1), ElementsAre("api failed with code 1"));
}

TEST_F(RuntimeWatchTest, TheKernelsKillIsItsOwnCase) {
  EXPECT_THAT(at(1s, "oom"), IsEmpty());
  EXPECT_THAT(at(1s, "die", 137), ElementsAre("api was killed: it ran out of memory (mem_limit)"));
  EXPECT_THAT(kinds, ElementsAre(Kind::kOutOfMemory));
}

TEST_F(RuntimeWatchTest, TheReasonOfAKillMayComeLate) {
  EXPECT_THAT(at(1s, "die", 137), ElementsAre("api failed with code 137 (signal 9)"));
  EXPECT_THAT(at(2s, "oom"), ElementsAre("api was killed: it ran out of memory (mem_limit)"));
  EXPECT_THAT(at(2s, "oom"), IsEmpty());
  EXPECT_THAT(at(3s, "start"), IsEmpty());
  EXPECT_THAT(at(4s, "die", 1), ElementsAre("api failed with code 1"));
  EXPECT_THAT(at(4s, "oom"), IsEmpty());
}

TEST_F(RuntimeWatchTest, ALoopIsToldAtItsThirdTurnAndThenEverMoreRarely) {
  std::vector<int> told;
  for (int turn = 1; turn <= 13; ++turn) {
    at(std::chrono::seconds(turn), "start");
    const auto texts = at(std::chrono::seconds(turn), "die", 1);
    if (texts.size() == 2) {
      told.push_back(turn);
      EXPECT_EQ(kinds.back(), Kind::kCrashLoop);
    }
    if (turn == 3) {
      EXPECT_EQ(texts.back(), "api starts and ends again and again: 3 times within 2.0s");
    }
  }
  EXPECT_THAT(told, ElementsAre(3, 6, 12));
}

TEST_F(RuntimeWatchTest, RareEndsAreNoLoop) {
  for (int turn = 1; turn <= 9; ++turn) {
    EXPECT_THAT(at(turn * 40s, "die", 1), ElementsAre("api failed with code 1"));
  }
}

TEST_F(RuntimeWatchTest, HealthIsToldWhenItTurns) {
  EXPECT_THAT(at(1s, "healthy"), IsEmpty());
  EXPECT_THAT(at(2s, "unhealthy"), ElementsAre("api has become unhealthy"));
  EXPECT_THAT(at(3s, "healthy"), ElementsAre("api is healthy again"));
  EXPECT_THAT(at(4s, "healthy"), IsEmpty());
}

TEST_F(RuntimeWatchTest, OneOffContainersAreNobodysService) {
  engine::EngineEvent event;
  event.action = "die";
  event.actor_id = "x";
  event.exit_code = 1;
  event.attributes[std::string(model::labels::kService)] = "api";
  event.attributes[std::string(model::labels::kOneOff)] = "True";
  EXPECT_THAT(watch.take(event), IsEmpty());
}

}  // namespace
}  // namespace devstack::cli
