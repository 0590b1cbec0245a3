#include "load/role_checks.hpp"

#include <gtest/gtest.h>

namespace devstack::load {
namespace {

model::Substitution bus() {
  model::Substitution role;
  role.role = "bus";
  role.default_choice = "redis";
  role.choices.resize(2);
  role.choices[0].name = "redis";
  role.choices[0].services = {{"redis", {}}};
  role.choices[1].name = "pulsar";
  role.choices[1].services = {{"broker", {}}};
  return role;
}

TEST(RoleChecks, TakesWhatWasChosen) {
  std::vector<model::Substitution> roles{bus(), bus()};
  roles[1].role = "late";
  model::Substitution chosen = bus();
  chosen.chosen = "pulsar";
  chosen.chosen_by = model::ChosenBy::kOption;
  take_choices(roles, {chosen});
  EXPECT_EQ(roles[0].chosen, "pulsar");
  EXPECT_EQ(roles[0].chosen_by, model::ChosenBy::kOption);
  EXPECT_EQ(roles[1].chosen, "redis");
}

}  // namespace
}  // namespace devstack::load
