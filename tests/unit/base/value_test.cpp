// JSON values: lenient reading, ordered objects, building by path.
#include "devstack/base/value.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace devstack {
namespace {

using testing::ElementsAre;

TEST(Value, KnowsItsType) {
  EXPECT_TRUE(Value().is_null());
  EXPECT_TRUE(Value(true).is_bool());
  EXPECT_TRUE(Value(1).is_number());
  EXPECT_TRUE(Value(1.5).is_number());
  EXPECT_FALSE(Value(true).is_number());
  EXPECT_TRUE(Value("x").is_string());
  EXPECT_TRUE(Value::array().is_array());
  EXPECT_TRUE(Value::object().is_object());
}

TEST(Value, ReadsWhatFitsAndFallsBackOtherwise) {
  EXPECT_EQ(Value(7).as_int(), 7);
  EXPECT_EQ(Value(7.9).as_int(), 7);
  EXPECT_EQ(Value(1e300).as_int(-1), -1) << "does not fit 64 bits";
  EXPECT_EQ(Value("7").as_int(-1), -1);
  EXPECT_EQ(Value(7).as_double(), 7.0);
  EXPECT_EQ(Value(7).as_string("none"), "none");
  EXPECT_EQ(Value("x").as_string("none"), "x");
  EXPECT_TRUE(Value("x").as_bool(true));
  EXPECT_FALSE(Value(false).as_bool(true));
  EXPECT_TRUE(Value("x").items().empty());
  EXPECT_TRUE(Value("x").members().empty());
}

TEST(Value, ReadsThroughWhatIsMissing) {
  Value answer;
  answer.set_path("State.Health.Status", "healthy");
  EXPECT_EQ(answer["State"]["Health"]["Status"].as_string(), "healthy");
  EXPECT_TRUE(answer["Stats"]["Health"]["Status"].is_null());
  EXPECT_TRUE(Value(3)["x"].is_null());
}

TEST(Value, KeepsMembersInOrderAndKeysUnique) {
  Value object;
  object.set("z", 1);
  object.set("a", 2);
  object.set("z", 3);
  ASSERT_EQ(object.members().size(), 2U);
  EXPECT_EQ(object.members()[0].first, "z");
  EXPECT_EQ(object["z"].as_int(), 3);
  EXPECT_TRUE(object.contains("a"));
  EXPECT_FALSE(object.contains("b"));
}

TEST(Value, SetsNestedMembersBesideOthers) {
  Value object;
  object.set_path("HostConfig.NanoCpus", 5);
  object.set_path("HostConfig.Memory", 6);
  EXPECT_EQ(object["HostConfig"].members().size(), 2U);
}

TEST(Value, BuildsArrays) {
  Value array;
  array.push_back(1);
  array.push_back("x");
  EXPECT_EQ(array.items().size(), 2U);
  EXPECT_THAT(Value::strings({"a", "b"}).string_items(), ElementsAre("a", "b"));
  EXPECT_TRUE(Value::strings({}).is_array());
}

}  // namespace
}  // namespace devstack
