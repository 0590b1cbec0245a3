#include "devstack/host/supervisor.hpp"

#include <gmock/gmock.h>

#include "supervised_fixture.hpp"

namespace devstack::host {
namespace {

using ::testing::HasSubstr;
using std::chrono_literals::operator""s;

using SupervisorTest = SupervisedTest;

TEST_F(SupervisorTest, IsNobodysChildAndHasASessionOfItsOwn) {
  ASSERT_EQ(start("sleep 60"), 0) << problem_;
  const int supervisor = record()->supervisor.pid;
  ProcessEntry entry;
  const auto text = file_text("/proc/" + std::to_string(supervisor) + "/stat");
  ASSERT_TRUE(text && parse_process_stat(*text, entry));
  EXPECT_EQ(entry.session, supervisor);
  EXPECT_NE(entry.parent, ::getpid());
  EXPECT_NE(entry.session, ::getsid(0));
  EXPECT_TRUE(end(1s));
}

TEST_F(SupervisorTest, SaysWhyACommandCannotBeStarted) {
  Supervised wanted = order("true");
  wanted.argv = {"no-such-program"};
  EXPECT_EQ(start(wanted), 1);
  EXPECT_THAT(problem_, HasSubstr("no-such-program"));
  EXPECT_FALSE(record()) << "nothing is left of the try";

  wanted.argv = {"./script"};
  folder_.file("script", "#!/bin/sh\n");
  EXPECT_EQ(start(wanted), 1);
  EXPECT_THAT(problem_, HasSubstr("Permission denied"));

  wanted = order("true");
  wanted.working_dir = "/nonexistent";
  EXPECT_EQ(start(wanted), 1);
  EXPECT_THAT(problem_, HasSubstr("/nonexistent"));
}

TEST_F(SupervisorTest, ASecondOneForTheSameServiceDoesNotStart) {
  ASSERT_EQ(start("sleep 60"), 0) << problem_;
  const auto first = record();
  EXPECT_EQ(start("sleep 61"), 1);
  EXPECT_THAT(problem_, HasSubstr("lock"));
  EXPECT_EQ(record(), first);
  EXPECT_TRUE(end(1s));
}

TEST_F(SupervisorTest, TakesNothingButAnOrder) {
  Supervised broken = order("true");
  broken.argv.clear();
  EXPECT_EQ(start(broken), 1);
  EXPECT_THAT(problem_, HasSubstr("order"));
}

}  // namespace
}  // namespace devstack::host
