#include "cli/show/substitutions_json.hpp"

#include <gtest/gtest.h>

#include "devstack/base/value.hpp"
#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

TEST(SubstitutionsJson, IsComplete) {
  ProfileReport profile;
  profile.file.name = "dev";
  const auto json = parse_json(substitutions_json({testing::bus()}, {profile}));
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["schema"].as_string(), "devstack.substitutions/1");
  const Value& role = (*json)["roles"].items().at(0);
  EXPECT_EQ(role["chosen"].as_string(), "redis");
  EXPECT_EQ(role["chosen_by"].as_string(), "default");
  EXPECT_EQ(role["candidates"].items().at(0).as_string(), "Kafka");
  EXPECT_EQ(role["facts"].items().at(0)["choices"]["pulsar"].as_string(), "namespaces");
  const Value& pulsar = role["choices"].items().at(1);
  EXPECT_EQ(pulsar["cost"]["memory"].as_int(), std::int64_t{2} << 30);
  EXPECT_EQ(pulsar["cost"]["startup_ms"].as_int(), 60'000);
  EXPECT_EQ(pulsar["env"]["EVENT_BUS"].as_string(), "pulsar");
  EXPECT_EQ(pulsar["effort"].as_string(), "1 week");
  EXPECT_FALSE(pulsar["chosen"].as_bool(true));
  EXPECT_EQ((*json)["profiles"].items().at(0)["name"].as_string(), "dev");
  EXPECT_EQ((*json)["checklist"]["steps"].as_int(), 2);
}

}  // namespace
}  // namespace devstack::cli
