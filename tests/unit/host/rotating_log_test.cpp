#include "host/rotating_log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

TEST(RotatingLog, MakesItsFoldersAndAppends) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "logs/api.log").string();
  { RotatingLog(path).write("one\n"); }
  RotatingLog log(path);
  log.write("two\n");
  EXPECT_EQ(file_text(path), "one\ntwo\n");
  EXPECT_EQ(log.size(), 8U);
}

TEST(RotatingLog, KeepsTwoFilesWithinTheLimit) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "api.log").string();
  RotatingLog log(path, 1000);
  for (int i = 0; i < 100; ++i) log.write(std::string(999, 'a' + static_cast<char>(i % 26)) + "\n");
  log.write("end\n");
  EXPECT_EQ(file_text(path), "end\n");
  EXPECT_EQ(file_text(path + ".1").value_or("").size(), 1000U);
}

TEST(RotatingLog, OnePieceLargerThanTheLimitIsSpread) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "api.log").string();
  RotatingLog log(path, 1000);
  log.write(std::string(2500, 'x'));
  EXPECT_EQ(file_text(path).value_or("").size(), 500U);
  EXPECT_EQ(file_text(path + ".1").value_or("").size(), 1000U);
}

TEST(RotatingLog, RotatesOnDemandButNotAnEmptyFile) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "api.log").string();
  RotatingLog log(path);
  log.rotate();
  EXPECT_FALSE(file_text(path + ".1"));
  log.write("before\n");
  log.rotate();
  EXPECT_EQ(file_text(path), "");
  EXPECT_EQ(file_text(path + ".1"), "before\n");
}

TEST(RotatingLog, FollowsNoLinkAndWritesIntoNoPipe) {
  const fakes::TemporaryFolder folder;
  const std::string victim = folder.file("victim", "precious");
  const std::string path = (folder.path() / "api.log").string();
  ASSERT_EQ(::symlink(victim.c_str(), path.c_str()), 0);
  EXPECT_THROW(RotatingLog{path}, HostError);
  EXPECT_EQ(file_text(victim), "precious");
  EXPECT_THROW(RotatingLog{"/dev/null"}, HostError);
}

}  // namespace
}  // namespace devstack::host
