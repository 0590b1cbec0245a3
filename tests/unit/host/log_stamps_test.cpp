// Stamps are written and read again.
#include "host/log_stamps.hpp"

#include <gtest/gtest.h>

#include "devstack/host/log_times.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

using std::chrono_literals::operator""ms;

constexpr SystemTime kNoon{std::chrono::hours{12}};

TEST(LogStamps, TellWhenEachPartWasWritten) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.path() / "api.times";
  {
    LogStamps stamps(path);
    stamps.note(0, kNoon);
    stamps.note(100, kNoon + 50ms);
  }
  LogStamps(path).note(200, kNoon + 1000ms);
  const LogTimes times(path);
  EXPECT_EQ(times.at(0), kNoon);
  EXPECT_EQ(times.at(99), kNoon);
  EXPECT_EQ(times.at(100), kNoon + 50ms);
  EXPECT_EQ(times.at(5000), kNoon + 1000ms);
}

TEST(LogStamps, OneForWhatComesAtOnce) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.path() / "api.times";
  LogStamps stamps(path);
  for (int i = 0; i < 100; ++i) stamps.note(static_cast<std::uint64_t>(i), kNoon + i * 1ms);
  EXPECT_EQ(LogTimes(path).at(9), kNoon);
  EXPECT_EQ(LogTimes(path).at(99), kNoon + 90ms);
  EXPECT_LT(std::filesystem::file_size(path), 400U);
}

TEST(LogStamps, AClockThatIsSetBackIsBelieved) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.path() / "api.times";
  LogStamps stamps(path);
  stamps.note(0, kNoon);
  stamps.note(10, kNoon - 5000ms);
  EXPECT_EQ(LogTimes(path).at(10), kNoon - 5000ms);
}

TEST(LogStamps, RotateWithTheLog) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.path() / "api.times";
  LogStamps stamps(path);
  stamps.note(0, kNoon);
  stamps.rotate();
  stamps.note(0, kNoon + 1ms);
  EXPECT_EQ(LogTimes(path + ".1").at(0), kNoon);
  EXPECT_EQ(LogTimes(path).at(0), kNoon + 1ms);
}

}  // namespace
}  // namespace devstack::host
