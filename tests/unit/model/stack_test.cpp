// The ownership id must be stable across versions: it is written on volumes.
#include "devstack/model/stack.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(ProjectId, IsStable) { EXPECT_EQ(project_id("/home/a/shop", "shop"), "e02e20c26322cf70"); }

TEST(ProjectId, DependsOnFolderAndName) {
  EXPECT_NE(project_id("/a", "shop"), project_id("/b", "shop"));
  EXPECT_NE(project_id("/a", "shop"), project_id("/a", "shop2"));
  EXPECT_NE(project_id("/a", "bc"), project_id("/ab", "c"));
}

}  // namespace
}  // namespace devstack::model
