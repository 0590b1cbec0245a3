#include "load/volume_parts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace devstack::load {
namespace {

using Parts = std::vector<std::string>;

TEST(VolumeParts, ColonsThatSeparate) {
  EXPECT_EQ(split_volume("/x"), (Parts{"/x"}));
  EXPECT_EQ(split_volume("data:/x:ro"), (Parts{"data", "/x", "ro"}));
  EXPECT_EQ(split_volume("/x::ro"), (Parts{"/x", "", "ro"}));
}

TEST(VolumeParts, ColonsThatDoNot) {
  EXPECT_EQ(split_volume(R"(C:\x:/y)"), (Parts{R"(C:\x)", "/y"}));
  EXPECT_EQ(split_volume(R"(C:\x:D:\y:ro)"), (Parts{R"(C:\x)", R"(D:\y)", "ro"}));
  EXPECT_EQ(split_volume("a:/x"), (Parts{"a:/x"}));
  EXPECT_EQ(split_volume("${A:-b}:/x"), (Parts{"${A:-b}", "/x"}));
  EXPECT_EQ(split_volume("${A:-${B:-c}}:/x"), (Parts{"${A:-${B:-c}}", "/x"}));
}

}  // namespace
}  // namespace devstack::load
