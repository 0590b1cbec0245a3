#include "cli/show/migration_checklist.hpp"

#include <gtest/gtest.h>

#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

TEST(MigrationChecklist, ReadsEfforts) {
  EXPECT_EQ(effort_days("1 week"), 5);
  EXPECT_EQ(effort_days("2 weeks (Q1 2026)"), 10);
  EXPECT_EQ(effort_days("1 day"), 1);
  EXPECT_EQ(effort_days("1 month"), 20);
  for (const char* text : {"", "soon", "3", "-1 day", "2 years"}) {
    EXPECT_FALSE(effort_days(text)) << text;
  }
}

TEST(MigrationChecklist, WritesEfforts) {
  EXPECT_EQ(effort_text(36), "7 weeks 1 day");
  EXPECT_EQ(effort_text(5), "1 week");
  EXPECT_EQ(effort_text(2), "2 days");
  EXPECT_EQ(effort_text(0), "0 days");
}

TEST(MigrationChecklist, NumbersMovesAndSteps) {
  model::Substitution other = testing::bus();
  other.role = "auth";
  other.chosen = "pulsar";
  other.choices[1].effort = "soon";
  EXPECT_EQ(checklist_text({testing::bus(), other}),
            "1. event-bus → pulsar, 1 week\n"
            "   [ ] 1.1 deploy it\n"
            "   [ ] 1.2 switch it\n"
            "\n"
            "2. auth → pulsar, soon (chosen now)\n"
            "   [ ] 2.1 deploy it\n"
            "   [ ] 2.2 switch it\n"
            "\n"
            "total: 2 moves, 4 steps, 1 week and soon\n");
  EXPECT_EQ(checklist_text({}), "no choice has steps of a migration\n");
}

TEST(MigrationChecklist, AsJson) {
  const Value json = checklist_json({testing::bus()});
  EXPECT_EQ(json["steps"].as_int(), 2);
  EXPECT_EQ(json["effort"].as_string(), "1 week");
  EXPECT_EQ(json["moves"].items().at(0)["choice"].as_string(), "pulsar");
}

}  // namespace
}  // namespace devstack::cli
