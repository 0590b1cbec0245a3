#include "cli/show/role_page.hpp"

#include <gtest/gtest.h>

#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

TEST(RolePage, TellsEverything) {
  const std::string page = role_page(testing::bus());
  for (const char* text :
       {"chosen      redis (default)", "adapter     EventBus", "status      under evaluation",
        "candidates  Kafka", "mandatory   in dev", "● redis", "EVENT_BUS=pulsar", "2 GiB", "1m 0s",
        "complexity", "key prefix", "namespaces", "PULSAR_KEY", "1 week",
        "why pulsar: namespaces"}) {
    EXPECT_NE(page.find(text), std::string::npos) << text << "\n" << page;
  }
}

TEST(RolePage, SaysWhichVariableChose) {
  model::Substitution role = testing::bus();
  role.chosen_by = model::ChosenBy::kVariable;
  role.chosen_variable = "EVENT_BUS";
  EXPECT_NE(role_page(role).find("redis (variable EVENT_BUS)"), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli
