// Old engines.
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecApiTest = SpecFixture;

TEST_F(ContainerSpecApiTest, WhatAnOldEngineCannotDoIsRefusedAllAtOnce) {
  service().volumes.emplace_back().type = model::MountType::kImage;
  service().volumes.emplace_back().volume_subpath = "a";
  service().networks.front().gw_priority = 1;
  service().networks.front().interface_name = "eth7";
  EXPECT_NO_THROW((void)container_spec(input(kNewest)));
  try {
    (void)container_spec(input(kOldest));
    FAIL() << "expected ConfigError";
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.diagnostics().size(), 4U);
    EXPECT_EQ(error.diagnostics().front().code, "DS2020");
  }
}

}  // namespace
}  // namespace devstack::reconcile
