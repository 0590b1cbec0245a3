#include "cli/show/docker_sizes.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(DockerSizes, AsDockerWritesThem) {
  EXPECT_EQ(decimal_size(0), "0B");
  EXPECT_EQ(decimal_size(126), "126B");
  EXPECT_EQ(decimal_size(1820), "1.82kB");
  EXPECT_EQ(decimal_size(1985798), "1.99MB");
  EXPECT_EQ(decimal_size(232'000'000), "232MB");
  EXPECT_EQ(binary_size(0), "0B");
  EXPECT_EQ(binary_size(468 * 1024), "468KiB");
  EXPECT_EQ(binary_size(25'276'000'000), "23.54GiB");
  EXPECT_EQ(binary_size(INT64_MAX), "8192PiB");
}

}  // namespace
}  // namespace devstack::cli
