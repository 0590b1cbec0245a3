#include "devstack/model/switched_off.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(SwitchedOff, NamesTheChoiceThatDidIt) {
  Substitution role;
  role.role = "bus";
  role.choices.resize(2);
  role.choices[0].name = "redis";
  role.choices[0].services = {{"redis", {}}};
  role.choices[1].name = "pulsar";
  role.choices[1].services = {{"broker", {}}};
  EXPECT_EQ(why_switched_off({role}, "redis"), "");
  role.chosen = "pulsar";
  EXPECT_EQ(why_switched_off({role}, "redis"), "pulsar is chosen for bus");
  EXPECT_EQ(why_switched_off({role}, "broker"), "");
  EXPECT_EQ(why_switched_off({role}, "api"), "");
}

}  // namespace
}  // namespace devstack::model
