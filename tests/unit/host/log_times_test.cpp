#include "devstack/host/log_times.hpp"

#include <gtest/gtest.h>

#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

TEST(LogTimes, OfNoFileAreNotKnown) { EXPECT_FALSE(LogTimes("/no/such/file").at(0)); }

TEST(LogTimes, BeforeTheFirstStampAndInDamagedLinesNothingIsKnown) {
  const fakes::TemporaryFolder folder;
  const LogTimes times(folder.file("t", "10 1000000000\nx 5\n20 y\n30\n\n40 2000000000"));
  EXPECT_FALSE(times.at(9));
  EXPECT_EQ(times.at(35), SystemTime{std::chrono::seconds{1}});
  EXPECT_EQ(times.at(40), SystemTime{std::chrono::seconds{2}});
}

}  // namespace
}  // namespace devstack::host
