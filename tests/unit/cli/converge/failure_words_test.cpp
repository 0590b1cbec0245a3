#include "cli/converge/failure_words.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

std::string words(int code, bool oom, std::int64_t restarts) {
  engine::ContainerDetails details;
  details.exit_code = code;
  details.oom_killed = oom;
  details.restart_count = restarts;
  return failure_words(details);
}

TEST(FailureWords, OnlyWhatTheCodeDoesNotSay) {
  EXPECT_EQ(words(1, false, 0), "");
  EXPECT_EQ(words(139, false, 0), ", signal 11");
  EXPECT_EQ(words(137, true, 0), ", out of memory");
  EXPECT_EQ(words(1, false, 1), ", restarted once");
  EXPECT_EQ(words(137, true, 5), ", out of memory, restarted 5 times");
  EXPECT_EQ(words(255, false, 0), "");
}

}  // namespace
}  // namespace devstack::cli
