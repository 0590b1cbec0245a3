#include "cli/show/substitutions_table.hpp"

#include <gtest/gtest.h>

#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

TEST(SubstitutionsTable, ARowForEachChoice) {
  const std::string text = substitutions_table({testing::bus()}, {});
  EXPECT_NE(text.find("event-bus  ● redis (default)  EVENT_BUS=redis"), std::string::npos) << text;
  EXPECT_NE(text.find("2 GiB    1m 0s     1 week  zk, broker"), std::string::npos) << text;
}

TEST(SubstitutionsTable, TotalsOfProfiles) {
  ProfileReport profile;
  profile.file.name = "dev";
  profile.declared.memory = 300 * testing::kMiB;
  profile.budget.memory = 1024 * testing::kMiB;
  profile.choices = {"event-bus=redis"};
  const std::string text = substitutions_table({testing::bus()}, {profile});
  EXPECT_NE(text.find("dev      300 MiB  1 GiB   -         -       event-bus=redis"),
            std::string::npos)
      << text;
}

TEST(SubstitutionsTable, NothingDeclaredIsADash) {
  EXPECT_EQ(memory_text({}), "-");
  EXPECT_EQ(startup_text({}), "-");
  EXPECT_EQ(switch_text({}), "");
}

}  // namespace
}  // namespace devstack::cli
