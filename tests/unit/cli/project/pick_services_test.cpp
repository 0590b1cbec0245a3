// Answers to the question which services.
#include "cli/project/pick_services.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using Names = std::vector<std::string>;
const Names kOffered{"api", "db", "go-web"};

TEST(PickServices, Menu) { EXPECT_EQ(pick_menu({"api", "db"}), "  1: api\n  2: db\n"); }

TEST(PickServices, Answers) {
  EXPECT_EQ(parse_pick("", kOffered), kOffered);
  EXPECT_EQ(parse_pick("2", kOffered), Names{"db"});
  EXPECT_EQ(parse_pick("3 1,3", kOffered), (Names{"go-web", "api"}));
  EXPECT_EQ(parse_pick("2-3", kOffered), (Names{"db", "go-web"}));
  EXPECT_EQ(parse_pick("go-web", kOffered), Names{"go-web"});
  for (const auto* wrong : {"0", "4", "3-2", "x", "1-"}) {
    EXPECT_EQ(parse_pick(wrong, kOffered), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace devstack::cli
