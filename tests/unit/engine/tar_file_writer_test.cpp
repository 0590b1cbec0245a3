#include <gtest/gtest.h>

#include <filesystem>

#include "devstack/base/error.hpp"
#include "devstack/engine/tar_file.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::engine {
namespace {

TEST(TarFileWriter, WritesWhatTheReaderReads) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "a.tar").string();
  const std::string content(3'000'000, 'x');
  {
    TarFileWriter writer(path);
    writer.add_text("first", "text");
    writer.add_file("second", folder.file("source", content));
    writer.finish();
  }
  EXPECT_EQ(std::filesystem::status(path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  TarFileReader reader(path);
  EXPECT_EQ(reader.next()->name, "first");
  const auto second = reader.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->size, 3'000'000);
  std::string read(content.size() + 1, '\0');
  std::size_t filled = 0;
  while (const std::size_t count = reader.read(read.data() + filled, read.size() - filled)) {
    filled += count;
  }
  EXPECT_EQ(read.substr(0, filled), content);
  EXPECT_FALSE(reader.next());
}

TEST(TarFileWriter, NeverWritesOverAFile) {
  const fakes::TemporaryFolder folder;
  EXPECT_THROW(TarFileWriter(folder.file("a.tar", "old")), HostError);
}

TEST(TarFileWriter, AMissingSourceIsAnError) {
  const fakes::TemporaryFolder folder;
  TarFileWriter writer((folder.path() / "a.tar").string());
  EXPECT_THROW(writer.add_file("x", (folder.path() / "missing").string()), HostError);
}

}  // namespace
}  // namespace devstack::engine
