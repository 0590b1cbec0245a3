#include "devstack/host/trust_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

using Trust = TrustStore::Trust;

TEST(TrustStore, TrustsAFolderAsItWas) {
  const fakes::TemporaryFolder home;
  const TrustStore store(home.path().string());
  const SystemTime now{};
  EXPECT_EQ(store.of("/home/dev/shop", "h1"), Trust::kNone);
  store.add("/home/dev/shop", "h1", now);
  EXPECT_EQ(store.of("/home/dev/shop", "h1"), Trust::kFull);
  EXPECT_EQ(store.of("/home/dev/shop", "h2"), Trust::kOutdated);
  EXPECT_EQ(store.of("/home/dev/shop2", "h1"), Trust::kNone);
  EXPECT_EQ(store.of("/home/dev", "h1"), Trust::kNone);
  store.add("/home/dev/shop", "h2", now);
  EXPECT_EQ(store.of("/home/dev/shop", "h1"), Trust::kFull) << "two profiles of one folder";
  struct stat status {};
  ASSERT_EQ(::stat(store.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(TrustStore, RevokingForgetsEverythingOfTheFolder) {
  const fakes::TemporaryFolder home;
  const TrustStore store(home.path().string());
  const SystemTime now{};
  EXPECT_FALSE(store.revoke("/a"));
  store.add("/a", "h1", now);
  store.add("/a", "h2", now);
  store.add("/b", "h1", now);
  EXPECT_TRUE(store.revoke("/a"));
  EXPECT_EQ(store.of("/a", "h1"), Trust::kNone);
  EXPECT_EQ(store.of("/b", "h1"), Trust::kFull);
}

}  // namespace
}  // namespace devstack::host
