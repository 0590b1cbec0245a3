#include "devstack/engine/tar.hpp"

#include <gtest/gtest.h>

#include "unit/engine/tar_listing.hpp"

namespace devstack::engine {
namespace {

TEST(MakeTar, KeepsContentModeAndOwner) {
  const std::string tar = make_tar({{"a.txt", "hello"}, {"run/b", "", 0400, 999, 70}});
  const TarListing listing(tar);
  EXPECT_EQ(listing.lines(),
            "-rw-r--r-- 0/0 5 1970-01-01 00:00 a.txt\n"
            "-r-------- 999/70 0 1970-01-01 00:00 run/b\n");
  EXPECT_EQ(listing.content("a.txt"), "hello");
}

TEST(MakeTar, KeepsEveryByteOfTheContent) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += static_cast<char>(i % 256);
  EXPECT_EQ(TarListing(make_tar({{"bin", bytes}})).content("bin"), bytes);
}

TEST(MakeTar, IsTheSameForTheSameFiles) {
  EXPECT_EQ(make_tar({{"a", "1"}, {"b", "2"}}), make_tar({{"a", "1"}, {"b", "2"}}));
  EXPECT_NE(make_tar({{"a", "1"}}), make_tar({{"a", "2"}}));
}

TEST(MakeTar, OfNothingIsAnEmptyArchive) {
  const std::string tar = make_tar({});
  EXPECT_GE(tar.size(), 1024U);
  EXPECT_EQ(TarListing(tar).lines(), "");
}

}  // namespace
}  // namespace devstack::engine
