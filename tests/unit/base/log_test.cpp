// What `-v` writes: level filter, braces taken literally, hostile bytes made visible.
#include "devstack/base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace devstack {
namespace {

using testing::HasSubstr;
using testing::Not;

class Log : public testing::Test {
 public:
  ~Log() override { set_log_level(LogLevel::kOff); }

 protected:
  static std::string written_at(LogLevel level) {
    set_log_level(level);
    testing::internal::CaptureStderr();
    log_info("told {} \x1b[31m");
    log_debug("detail");
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(Log, IsOffAtFirst) {
  EXPECT_FALSE(log_enabled(LogLevel::kInfo));
  EXPECT_EQ(written_at(LogLevel::kOff), "");
}

TEST_F(Log, InfoLeavesDebugOut) {
  const std::string text = written_at(LogLevel::kInfo);
  EXPECT_THAT(text, HasSubstr("info: told {} \\x1b[31m\n"));
  EXPECT_THAT(text, Not(HasSubstr("detail")));
  EXPECT_FALSE(log_enabled(LogLevel::kDebug));
}

TEST_F(Log, DebugHasBoth) {
  const std::string text = written_at(LogLevel::kDebug);
  EXPECT_THAT(text, HasSubstr("told"));
  EXPECT_THAT(text, HasSubstr("debug: detail\n"));
  EXPECT_FALSE(log_enabled(LogLevel::kOff));
}

}  // namespace
}  // namespace devstack
