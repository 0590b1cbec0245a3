#include "devstack/host/log_tail.hpp"

#include <gtest/gtest.h>

#include "fakes/temporary_folder.hpp"
#include "host/rotating_log.hpp"

namespace devstack::host {
namespace {

TEST(LogTail, GivesWholeLinesOfTheEnd) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.file("api.log", "one\ntwo\nthree\n");
  EXPECT_EQ(log_tail(path, 100), "one\ntwo\nthree\n");
  EXPECT_EQ(log_tail(path, 8), "three\n");
  EXPECT_EQ(log_tail(folder.path().string() + "/none", 8), "");
}

TEST(LogReader, ReadsBothFilesAndKeepsTheLastLines) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.file("api.log", "c\nd\n");
  folder.file("api.log.1", "a\nb\n");
  EXPECT_EQ(LogReader(path).read_existing(LogReader::kAllLines), "a\nb\nc\nd\n");
  EXPECT_EQ(LogReader(path).read_existing(3), "b\nc\nd\n");
  EXPECT_EQ(LogReader(path).read_existing(0), "");
  EXPECT_EQ(LogReader(path).read_existing(99), "a\nb\nc\nd\n");
}

TEST(LogReader, FollowsAcrossARotationWithoutLosingALine) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "api.log").string();
  RotatingLog log(path, 64);
  LogReader reader(path);
  std::string expected;
  std::string seen = reader.read_existing(LogReader::kAllLines);
  for (int i = 0; i < 50; ++i) {
    const std::string line = "line " + std::to_string(i) + "\n";
    log.write(line);
    expected += line;
    seen += reader.read_more();
  }
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(reader.read_more(), "");
}

}  // namespace
}  // namespace devstack::host
