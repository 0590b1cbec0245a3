#include "devstack/model/substitution.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(Substitution, FindsChoicesAndTheOneTaken) {
  Substitution role;
  role.choices.resize(2);
  role.choices[0].name = "redis";
  role.choices[1].name = "pulsar";
  EXPECT_EQ(role.taken(), nullptr);
  role.chosen = "pulsar";
  EXPECT_EQ(role.taken(), &role.choices[1]);
  EXPECT_EQ(role.find("kafka"), nullptr);
}

TEST(Substitution, NamesOfWhatChooses) {
  EXPECT_EQ(to_string(ChosenBy::kDefault), "default");
  EXPECT_EQ(to_string(ChosenBy::kVariable), "variable");
  EXPECT_EQ(to_string(ChosenBy::kProfile), "profile");
  EXPECT_EQ(to_string(ChosenBy::kOption), "--use");
}

}  // namespace
}  // namespace devstack::model
