#include "load/known_service.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(KnownService, AnUnknownNameHasAHint) {
  const Node services = testing::parse("{postgres: {}, redis: {}}");
  Diagnostics diagnostics;
  expect_service("redis", services, {}, "tier \"t\" has", diagnostics);
  EXPECT_TRUE(diagnostics.all().empty());
  expect_service("postgre", services, {}, "tier \"t\" has", diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().code, "DS1203");
  EXPECT_EQ(diagnostics.all().front().message,
            "tier \"t\" has the service \"postgre\", which is not defined");
  EXPECT_EQ(diagnostics.all().front().hint, "did you mean \"postgres\"?");
}

}  // namespace
}  // namespace devstack::load
