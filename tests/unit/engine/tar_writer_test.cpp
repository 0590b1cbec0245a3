#include "engine/tar_writer.hpp"

#include <gtest/gtest.h>

#include "unit/engine/tar_listing.hpp"

namespace devstack::engine {
namespace {

TEST(TarWriter, WritesAllKindsOfEntries) {
  TarWriter writer;
  writer.directory("src", 0755);
  writer.symlink("src/link", "../elsewhere");
  writer.begin_file("src/main.c", 0600, 6);
  writer.data("int ");
  writer.data("x;");
  writer.file({"Dockerfile", "FROM x\n"});
  writer.finish();
  const TarListing listing(writer.take());
  EXPECT_EQ(listing.lines(),
            "drwxr-xr-x 0/0 0 1970-01-01 00:00 src/\n"
            "lrwxrwxrwx 0/0 0 1970-01-01 00:00 src/link -> ../elsewhere\n"
            "-rw------- 0/0 6 1970-01-01 00:00 src/main.c\n"
            "-rw-r--r-- 0/0 7 1970-01-01 00:00 Dockerfile\n");
  EXPECT_EQ(listing.content("src/main.c"), "int x;");
}

TEST(TarWriter, FillsUpAFileThatBecameShorter) {
  TarWriter writer;
  writer.begin_file("log", 0644, 8);
  writer.data("abc");
  writer.file({"next", "n"});
  writer.finish();
  const TarListing listing(writer.take());
  EXPECT_EQ(listing.content("log"), std::string("abc\0\0\0\0\0", 8));
  EXPECT_EQ(listing.content("next"), "n");
}

TEST(TarWriter, KeepsLongAndForeignNames) {
  const std::string deep = std::string(90, 'd') + "/" + std::string(120, 'f') + "/\xC3\xA4 b";
  TarWriter writer;
  writer.file({deep, "x"});
  writer.finish();
  EXPECT_EQ(TarListing(writer.take()).content(deep), "x");
}

TEST(TarWriter, GivesItsBytesInPieces) {
  TarWriter writer;
  EXPECT_EQ(writer.pending(), 0U);
  writer.file({"a", "1"});
  std::string archive = writer.take();
  EXPECT_FALSE(archive.empty());
  EXPECT_EQ(writer.pending(), 0U);
  writer.file({"b", "2"});
  writer.finish();
  EXPECT_GT(writer.pending(), 0U);
  archive += writer.take();
  EXPECT_EQ(TarListing(archive).names(), "a\nb\n");
}

}  // namespace
}  // namespace devstack::engine
