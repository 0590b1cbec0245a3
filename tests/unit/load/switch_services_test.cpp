#include "load/switch_services.hpp"

#include <gtest/gtest.h>

namespace devstack::load {
namespace {

using Names = std::set<std::string>;

model::Choice choice(std::string name, std::vector<std::string> services) {
  model::Choice result;
  result.name = std::move(name);
  for (std::string& service : services) result.services.push_back({std::move(service), {}});
  return result;
}

/// redis (default) or pulsar with two services.
model::Substitution bus(const std::string& chosen, model::ChosenBy by) {
  model::Substitution role;
  role.role = "bus";
  role.default_choice = "redis";
  role.choices = {choice("redis", {"redis"}), choice("pulsar", {"zk", "broker"})};
  role.chosen = chosen;
  role.chosen_by = by;
  return role;
}

TEST(SwitchServices, TheDefaultSwitchesTheOthersOff) {
  const auto result =
      switched_services({bus("redis", model::ChosenBy::kDefault)}, {"redis", "api"});
  EXPECT_EQ(result.on, Names{"redis"});
  EXPECT_EQ(result.off, (Names{"broker", "zk"}));
}

TEST(SwitchServices, ARoleThatIsNotThereStaysAway) {
  const auto result = switched_services({bus("redis", model::ChosenBy::kDefault)}, {"api"});
  EXPECT_EQ(result.on, Names{});
  const auto by_variable = switched_services({bus("pulsar", model::ChosenBy::kVariable)}, {"api"});
  EXPECT_EQ(by_variable.on, Names{});
  EXPECT_EQ(by_variable.off, Names{"redis"});
}

TEST(SwitchServices, WhoMadeAChoiceGetsIt) {
  for (const auto by : {model::ChosenBy::kOption, model::ChosenBy::kProfile}) {
    const auto result = switched_services({bus("pulsar", by)}, {"api"});
    EXPECT_EQ(result.on, (Names{"broker", "zk"}));
    EXPECT_EQ(result.off, Names{"redis"});
  }
}

TEST(SwitchServices, AVariableSwitchesOnWhatTheDefaultLeavesOut) {
  model::Substitution role = bus("pulsar", model::ChosenBy::kVariable);
  role.choices[0].services.clear();
  EXPECT_EQ(switched_services({role}, {"api"}).on, (Names{"broker", "zk"}));
}

TEST(SwitchServices, ASharedServiceOfATakenChoiceIsNeverOff) {
  model::Substitution cache = bus("redis", model::ChosenBy::kDefault);
  const auto result =
      switched_services({bus("pulsar", model::ChosenBy::kOption), cache}, {"redis"});
  EXPECT_FALSE(result.off.contains("redis"));
  EXPECT_TRUE(result.on.contains("broker"));
}

}  // namespace
}  // namespace devstack::load
