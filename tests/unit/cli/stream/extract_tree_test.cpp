// Archives as a container that means no good would make them, byte by byte.
#include "cli/stream/extract_tree.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kBlock = 512;

/// One member in the ustar format; `type` as POSIX has them: '0' file, '1' hard link, '2' link,
/// '3' device, '5' folder.
std::string member(const std::string& name, char type, const std::string& text,
                   const std::string& mode = "0000644") {
  std::string head(kBlock, '\0');
  const auto put = [&head](std::size_t at, const std::string& value) {
    head.replace(at, value.size(), value);
  };
  const bool is_file = type == '0';
  char size[12];
  std::snprintf(size, sizeof size, "%011o", is_file ? static_cast<unsigned>(text.size()) : 0U);
  put(0, name);
  put(100, mode);
  put(108, "0000000");
  put(116, "0000000");
  put(124, size);
  put(136, "00000000017");
  put(148, "        ");
  head[156] = type;
  if (!is_file) put(157, text);
  put(257, std::string("ustar\0"
                       "00",
                       8));
  unsigned sum = 0;
  for (const char byte : head) sum += static_cast<unsigned char>(byte);
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", sum);
  put(148, std::string(digits, 7));
  if (!is_file) return head;
  std::string body = text;
  body.resize((text.size() + kBlock - 1) / kBlock * kBlock, '\0');
  return head + body;
}

class ExtractTree : public ::testing::Test {
 protected:
  ExtractTree() {
    folder_.file("outside/precious", "mine");
    std::filesystem::create_directory(at("target"));
  }
  [[nodiscard]] std::filesystem::path at(const std::string& name) const {
    return folder_.path() / name;
  }
  Extracted extract(const std::string& members, const ExtractNames& names = {"d", "d"}) {
    const auto path = folder_.file("archive.tar", members + std::string(2 * kBlock, '\0'));
    engine::TarFileReader archive(path);
    return extract_tree(archive, at("target").string(), names);
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ifstream file(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  fakes::TemporaryFolder folder_;
};

TEST_F(ExtractTree, ATreeUnderAnotherName) {
  const auto done = extract(member("d/", '5', "", "0000750") + member("d/f", '0', "text") +
                                member("d/l", '2', "f") + member("d/h", '1', "d/f"),
                            {"d", "new"});
  EXPECT_EQ(done.files, 3U);
  EXPECT_EQ(text_of("target/new/f"), "text");
  EXPECT_EQ(std::filesystem::read_symlink(at("target/new/l")), "f");
  EXPECT_TRUE(std::filesystem::equivalent(at("target/new/h"), at("target/new/f")));
  struct stat status {};
  ASSERT_EQ(::stat(at("target/new").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0750U);
  ASSERT_EQ(::stat(at("target/new/f").c_str(), &status), 0);
  EXPECT_EQ(status.st_mtim.tv_sec, 15);
}

TEST_F(ExtractTree, OnlyWhatItHolds) {
  extract(member("d/", '5', "") + member("d/f", '0', "text"), {"d", ""});
  EXPECT_EQ(text_of("target/f"), "text");
  EXPECT_FALSE(std::filesystem::exists(at("target/d")));
}

TEST_F(ExtractTree, NamesThatLeadOutAreRefused) {
  EXPECT_THROW(extract(member("d/../../outside/precious", '0', "theirs")), engine::TarError);
  EXPECT_THROW(extract(member("d/h", '1', "../outside/precious")), engine::TarError);
  extract(member("/outside/precious", '0', "theirs"), {"d", ""});
  EXPECT_EQ(text_of("target/outside/precious"), "theirs");
  EXPECT_EQ(text_of("outside/precious"), "mine");
}

TEST_F(ExtractTree, NothingIsWrittenThroughALink) {
  const std::string outside = at("outside").string();
  EXPECT_THROW(extract(member("d/", '5', "") + member("d/way", '2', outside) +
                       member("d/way/precious", '0', "theirs")),
               HostError);
  EXPECT_EQ(text_of("outside/precious"), "mine");
}

TEST_F(ExtractTree, ALinkThatIsThereIsReplacedNotFollowed) {
  std::filesystem::create_directory(at("target/d"));
  std::filesystem::create_symlink(at("outside/precious"), at("target/d/f"));
  extract(member("d/f", '0', "theirs"));
  EXPECT_EQ(text_of("outside/precious"), "mine");
  EXPECT_EQ(text_of("target/d/f"), "theirs");
}

TEST_F(ExtractTree, AHardLinkDoesNotLeadThroughALink) {
  std::filesystem::create_directory(at("target/d"));
  std::filesystem::create_symlink(at("outside"), at("target/d/way"));
  EXPECT_THROW(extract(member("d/h", '1', "d/way/precious")), HostError);
}

TEST_F(ExtractTree, DevicesAreLeftOutAndSetUserIdIsDropped) {
  const auto done = extract(member("d/null", '3', "") + member("d/tool", '0', "run", "0004755"));
  EXPECT_EQ(done.left_out, std::vector<std::string>{"d/null"});
  struct stat status {};
  ASSERT_EQ(::stat(at("target/d/tool").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0755U);
}

TEST_F(ExtractTree, AFileDoesNotReplaceAFolder) {
  std::filesystem::create_directories(at("target/d/f"));
  EXPECT_THROW(extract(member("d/f", '0', "text")), HostError);
}

TEST_F(ExtractTree, AReadOnlyFolderIsFilledFirst) {
  extract(member("d/", '5', "", "0000555") + member("d/f", '0', "text"));
  EXPECT_EQ(text_of("target/d/f"), "text");
}

}  // namespace
}  // namespace devstack::cli
