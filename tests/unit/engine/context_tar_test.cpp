#include <gtest/gtest.h>
#include <sys/stat.h>

#include "devstack/base/error.hpp"
#include "devstack/engine/tar.hpp"
#include "unit/engine/tar_listing.hpp"

namespace devstack::engine {
namespace {

namespace fs = std::filesystem;

class ContextTarTest : public testing::Test {
 protected:
  [[nodiscard]] std::string pack(const std::string& ignore, std::vector<TarEntry> extra = {}) {
    ContextTar tar(folder.path(), DockerIgnore(ignore), std::move(extra));
    std::string bytes;
    pieces = 0;
    for (std::string piece = tar.next(); !piece.empty(); piece = tar.next()) {
      bytes += piece;
      ++pieces;
    }
    return bytes;
  }
  [[nodiscard]] std::string names(const std::string& ignore, std::vector<TarEntry> extra = {}) {
    return TarListing(pack(ignore, std::move(extra))).names();
  }

  fakes::TemporaryFolder folder;
  int pieces = 0;
};

TEST_F(ContextTarTest, WalksInOrderWithModes) {
  folder.file("b/two", "2");
  folder.file("a", "one");
  folder.file("b.txt", "");
  fs::permissions(folder.path() / "a", fs::perms{0750});
  fs::permissions(folder.path() / "b", fs::perms{0700});
  const TarListing listing(pack(""));
  EXPECT_EQ(listing.names(), "a\nb/\nb/two\nb.txt\n");
  EXPECT_TRUE(
      listing.lines().starts_with("-rwxr-x--- 0/0 3 1970-01-01 00:00 a\n"
                                  "drwx------ 0/0 0 1970-01-01 00:00 b/\n"))
      << listing.lines();
  EXPECT_EQ(listing.content("b/two"), "2");
}

TEST_F(ContextTarTest, StoresSymbolicLinksAndLeavesOutPipes) {
  folder.file("real", "x");
  fs::create_symlink("/etc/passwd", folder.path() / "absolute");
  fs::create_directory_symlink("..", folder.path() / "up");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  const std::string lines = TarListing(pack("")).lines();
  EXPECT_NE(lines.find("absolute -> /etc/passwd\n"), std::string::npos) << lines;
  EXPECT_NE(lines.find("up -> ..\n"), std::string::npos) << lines;
  EXPECT_EQ(lines.find("pipe"), std::string::npos) << lines;
}

TEST_F(ContextTarTest, LeavesOutWhatIsIgnored) {
  folder.file("src/main.c", "");
  folder.file("src/main.o", "");
  folder.file("node_modules/x/y", "");
  folder.file("node_modules/keep", "");
  EXPECT_EQ(names("**/*.o\nnode_modules"), "src/\nsrc/main.c\n");
  EXPECT_EQ(names("**/*.o\nnode_modules\n!node_modules/keep"),
            "node_modules/keep\nsrc/\nsrc/main.c\n");
}

TEST_F(ContextTarTest, TakesNamesAsBytes) {
  folder.file(
      "gr\xC3\xBC\xC3\x9F"
      "e",
      "utf-8");
  folder.file("latin-\xE4", "one byte");
  fs::create_symlink(
      "gr\xC3\xBC\xC3\x9F"
      "e",
      folder.path() / "\xE2\x86\x92");
  const TarListing listing(pack(""));
  EXPECT_EQ(listing.content("gr\xC3\xBC\xC3\x9F"
                            "e"),
            "utf-8");
  EXPECT_EQ(listing.content("latin-\xE4"), "one byte");
  EXPECT_NE(listing.lines().find("\\342\\206\\222 -> gr\\303\\274\\303\\237e\n"), std::string::npos)
      << listing.lines();
}

TEST_F(ContextTarTest, AddsExtraFilesWhichWin) {
  folder.file("Dockerfile", "of the folder");
  folder.file("z", "");
  const TarListing listing(pack("", {{"Dockerfile", "inline"}, {"more", "m"}}));
  EXPECT_EQ(listing.names(), "z\nDockerfile\nmore\n");
  EXPECT_EQ(listing.content("Dockerfile"), "inline");
}

TEST_F(ContextTarTest, AddsExtraFilesEvenWhereTheyAreIgnored) {
  EXPECT_EQ(names("*", {{"Dockerfile", "inline"}}), "Dockerfile\n");
}

TEST_F(ContextTarTest, GivesBigFilesInPieces) {
  std::string big(1'000'000, 'x');
  for (std::size_t i = 0; i < big.size(); i += 997) big[i] = static_cast<char>('a' + i % 26);
  folder.file("big", big);
  const TarListing listing(pack(""));
  EXPECT_EQ(listing.content("big"), big);
  EXPECT_GE(pieces, 3);
  EXPECT_LE(pieces, 6);
}

TEST_F(ContextTarTest, IsTheSameForTheSameFolder) {
  folder.file("a", "1");
  folder.file("b/c", "2");
  EXPECT_EQ(pack(""), pack(""));
}

TEST_F(ContextTarTest, OfAnEmptyFolderIsAnEmptyArchive) { EXPECT_EQ(names(""), ""); }

TEST_F(ContextTarTest, NamesTheFileThatItCannotRead) {
  const std::string file = folder.file("vanishes", "x");
  ContextTar tar(folder.path(), DockerIgnore(""), {});
  fs::remove(file);
  try {
    (void)tar.next();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const HostError& error) {
    EXPECT_EQ(error.what(), "cannot read " + file + ": No such file or directory");
  }
}

TEST_F(ContextTarTest, RefusesAFolderThatIsNone) {
  EXPECT_THROW(ContextTar(folder.path() / "missing", DockerIgnore(""), {}), HostError);
  const std::string file = folder.file("file", "x");
  EXPECT_THROW(ContextTar(file, DockerIgnore(""), {}), HostError);
}

}  // namespace
}  // namespace devstack::engine
