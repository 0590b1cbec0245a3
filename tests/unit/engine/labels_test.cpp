#include <gtest/gtest.h>

#include "devstack/engine/types.hpp"

namespace devstack::engine {
namespace {

TEST(Labels, GiveTheirValueOrNothing) {
  ContainerSummary container;
  container.labels = {{"role", "db"}, {"empty", ""}};
  EXPECT_EQ(label(container, "role"), "db");
  EXPECT_EQ(label(container.labels, "role"), "db");
  EXPECT_EQ(label(container.labels, "empty"), "");
  EXPECT_EQ(label(container.labels, "rol"), "");
}

}  // namespace
}  // namespace devstack::engine
