#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/data/archive.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {
namespace {

namespace fs = std::filesystem;

TEST(Spool, IsPrivateEmptyAndGoneAtTheEnd) {
  const fakes::TemporaryFolder folder;
  folder.file("state/spool/payload-0", "left by a killed run");
  const std::string path = (folder.path() / "state" / "spool").string();
  {
    const Spool spool(path);
    EXPECT_TRUE(fs::is_empty(path));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    EXPECT_GT(spool.free(), 0);
    EXPECT_NE(spool.payload(0), spool.payload(1));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(Spool, DigestsAreThoseOfTheContent) {
  const fakes::TemporaryFolder folder;
  const auto some = digest_of(folder.file("some", "rows"));
  EXPECT_EQ(some.bytes, 4);
  EXPECT_EQ(some.sha256, sha256_hex("rows"));
  EXPECT_EQ(digest_of(folder.file("none", "")).sha256, sha256_hex(""));
  EXPECT_THROW(static_cast<void>(digest_of((folder.path() / "missing").string())), HostError);
}

}  // namespace
}  // namespace devstack::data
