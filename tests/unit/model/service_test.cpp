// Compose's words for conditions.
#include "devstack/model/service.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(ConditionNames, AreComposes) {
  EXPECT_EQ(to_string(Condition::kStarted), "service_started");
  EXPECT_EQ(to_string(Condition::kHealthy), "service_healthy");
  EXPECT_EQ(to_string(Condition::kCompletedSuccessfully), "service_completed_successfully");
}

}  // namespace
}  // namespace devstack::model
