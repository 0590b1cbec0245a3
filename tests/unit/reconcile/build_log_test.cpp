// The step that failed and its last words, from what builders print.
#include "reconcile/build_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;

constexpr char kBuildx[] =
    "#0 building with \"default\" instance using docker driver\n\n"
    "#1 [internal] load build definition from Dockerfile\n"
    "#1 DONE 0.0s\n\n"
    "#5 [2/3] RUN make\n"
    "#6 [stage-1 2/2] RUN slow\n"
    "#5 0.492 cc: no such file\n"
    "#6 0.500 still at it\n"
    "#5 ERROR: process \"/bin/sh -c make\" did not complete successfully: exit code: 2\n"
    "------\n > [2/3] RUN make:\n0.492 cc: no such file\n------\n"
    "ERROR: failed to build: failed to solve: process \"/bin/sh -c make\" did not complete\n";

TEST(BuildLog, KnowsTheFailedStepOfBuildx) {
  BuildLog log;
  const std::string_view text = kBuildx;
  // In pieces, as a pipe gives it.
  for (std::size_t at = 0; at < text.size(); at += 7) log.feed(text.substr(at, 7));
  ASSERT_NE(log.failed_step(), nullptr);
  EXPECT_EQ(log.failed_step()->name, "[2/3] RUN make");
  EXPECT_THAT(log.failed_step()->tail, ElementsAre("cc: no such file"));
  EXPECT_EQ(log.error(),
            "failed to build: failed to solve: process \"/bin/sh -c make\" did not complete");
  EXPECT_EQ(log.text(), kBuildx);
}

TEST(BuildLog, TheClassicBuildersLastStepIsTheOne) {
  BuildLog log;
  log.feed("Step 1/2 : FROM x\n ---> 1234\nStep 2/2 : RUN make\n ---> Running in 5678\n");
  log.feed("cc: no such file\n");
  ASSERT_NE(log.failed_step(), nullptr);
  EXPECT_EQ(log.failed_step()->name, "Step 2/2 : RUN make");
  EXPECT_THAT(log.failed_step()->tail, ElementsAre("---> Running in 5678", "cc: no such file"));
  EXPECT_EQ(log.last_line(), "cc: no such file");
}

TEST(BuildLog, KeepsTheEndOfMuchOutput) {
  BuildLog log;
  log.feed("Step 1/1 : RUN seq\n");
  for (int i = 0; i < 1000; ++i) log.feed(std::to_string(i) + "\n");
  EXPECT_EQ(log.failed_step()->tail.size(), 10U);
  EXPECT_EQ(log.failed_step()->tail.back(), "999");
}

TEST(BuildLog, SaysNothingOfNothing) {
  BuildLog log;
  log.feed("\n\n#not a step\n#x y\n");
  EXPECT_EQ(log.failed_step(), nullptr);
  EXPECT_EQ(log.error(), "");
}

}  // namespace
}  // namespace devstack::reconcile
