#include <gtest/gtest.h>

#include <filesystem>

#include "devstack/base/error.hpp"
#include "devstack/engine/tar.hpp"
#include "devstack/engine/tar_file.hpp"
#include "engine/tar_writer.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::engine {
namespace {

TEST(TarFileReader, TellsMembersWithoutTouchingAnything) {
  TarWriter writer;
  writer.directory("folder", 0755);
  writer.file({"folder/../../evil", "12345"});
  writer.symlink("link", "/etc/passwd");
  writer.finish();
  const fakes::TemporaryFolder folder;
  TarFileReader reader(folder.file("a.tar", writer.take()));
  const auto first = reader.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, TarFileReader::Kind::kFolder);
  const auto second = reader.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->name, "folder/../../evil");
  EXPECT_EQ(second->size, 5);
  char buffer[16];
  EXPECT_EQ(reader.read(buffer, sizeof buffer), 5U);
  EXPECT_EQ(reader.read(buffer, sizeof buffer), 0U);
  const auto third = reader.next();
  ASSERT_TRUE(third);
  EXPECT_EQ(third->kind, TarFileReader::Kind::kSymlink);
  EXPECT_EQ(third->target, "/etc/passwd");
  EXPECT_FALSE(reader.next());
}

TEST(TarFileReader, RefusesWhatIsNoTar) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.file("a.tar", std::string(2000, 'x'));
  const auto read = [&path] {
    TarFileReader reader(path);
    static_cast<void>(reader.next());
  };
  EXPECT_THROW(read(), TarError);
  EXPECT_THROW(TarFileReader((folder.path() / "missing").string()), HostError);
}

TEST(TarFileReader, AContentThatIsCutShortIsAnError) {
  const fakes::TemporaryFolder folder;
  const std::string whole = make_tar({{"file", std::string(5000, 'x')}});
  TarFileReader reader(folder.file("a.tar", whole.substr(0, 3000)));
  ASSERT_TRUE(reader.next());
  std::string buffer(10000, '\0');
  const auto drain = [&] {
    while (reader.read(buffer.data(), buffer.size()) > 0) {
    }
  };
  EXPECT_THROW(drain(), TarError);
}

TEST(StaysInside, OnlyRelativeNamesWithoutAWayUp) {
  for (const char* name : {"a", "a/b", "./a", "a..b/..c", "volume/"}) {
    EXPECT_TRUE(stays_inside(name)) << name;
  }
  for (const std::string& name :
       {std::string(), std::string("/a"), std::string(".."), std::string("a/../b"),
        std::string("a/.."), std::string("a\0b", 3)}) {
    EXPECT_FALSE(stays_inside(name)) << name;
  }
}

}  // namespace
}  // namespace devstack::engine
