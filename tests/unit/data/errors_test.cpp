#include "devstack/data/errors.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace devstack::data {
namespace {

constexpr char kFile[] = "/backups/shop.tar.gz";

std::vector<Error> all() {
  return {archive_damaged(kFile, "db/dump is cut short"),
          checksum_differs(kFile, "db/dump"),
          archive_version(kFile, 2),
          archive_of_other_project(kFile, "shop", "shop-test"),
          image_version_differs("db", "postgres:14 (14)", "postgres:15 (15)"),
          archive_unsafe(kFile, "member ../../etc/passwd\x1b[31m"),
          not_in_archive(kFile, "dv", {"db", "redis"}),
          command_failed("db", "dump", "exit 1", "pg_dump: error: connection failed\n"),
          nothing_to_back_up("api"),
          unfinished("the reset", "devstack reset", "devstack snapshot restore 20261121-113955"),
          no_space(std::int64_t{5} << 30, std::int64_t{2} << 30),
          no_such_snapshot("bfore", {"before", "20261121-113955"}),
          volume_in_use("shop_db_data", "adminer"),
          copy_failed("/to/0: No space left on device"),
          snapshot_name_refused("a/b", "it has other characters"),
          no_way_back("db"),
          not_asked("snapshot restore", "does it without a question")};
}

TEST(DataErrors, ReadAsTheGoldenTextsSay) {
  int number = 5000;
  for (const Error& error : all()) {
    ++number;
    const std::string code = "DS" + std::to_string(number);
    EXPECT_EQ(error.code(), code);
    const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/errors/data_" + code + ".txt";
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << render(error);
    std::ifstream golden(path);
    EXPECT_EQ(render(error), std::string(std::istreambuf_iterator<char>(golden), {})) << path;
  }
}

TEST(DataErrors, ExitCodesTellRefusalFromFailure) {
  EXPECT_EQ(archive_damaged(kFile, "x").exit_code(), ExitCode::kFailed);
  EXPECT_EQ(unfinished("x", "y", "z").exit_code(), ExitCode::kConflict);
  EXPECT_EQ(not_asked("x", "y").exit_code(), ExitCode::kUsage);
}

}  // namespace
}  // namespace devstack::data
