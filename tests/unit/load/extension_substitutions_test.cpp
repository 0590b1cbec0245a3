#include "load/extension_substitutions.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using Words = std::vector<std::string>;

decode_testing::Result with_roles(const std::string& roles) {
  return decode("services: {redis: {image: x}, pulsar: {image: y}}\nx-devstack: {substitutions: " +
                roles + "}");
}

TEST(ExtensionSubstitutions, ReadsEverything) {
  const auto result = with_roles(
      "{event-bus: {default: redis, adapter: EventBus, status: finalized, candidates: [Kafka], "
      "mandatory_in: [dev], facts: {tenancy: {redis: prefix, pulsar: native}}, choices: {redis: "
      "{services: [redis], env: {EVENT_BUS: redis}, cost: {memory: 100M, startup: 2s, complexity: "
      "zero}}, pulsar: {services: pulsar, env: {EVENT_BUS: pulsar, N: 3}, cost: {memory: 2G}, "
      "requires_env: [KEY], effort: 1 week, migration: [a, b], why: more}}}}");
  EXPECT_EQ(result.findings(), "");
  const model::Substitution& role = result.decoded.stack.extension.substitutions.at(0);
  EXPECT_EQ(role.role, "event-bus");
  EXPECT_EQ(role.default_choice, "redis");
  EXPECT_EQ(role.adapter, "EventBus");
  EXPECT_EQ(role.status, "finalized");
  EXPECT_EQ(role.candidates, Words{"Kafka"});
  EXPECT_EQ(role.mandatory_in, Words{"dev"});
  EXPECT_EQ(role.facts.at(0).second.at("pulsar"), "native");
  const model::Choice& redis = role.choices.at(0);
  EXPECT_EQ(redis.name, "redis");
  EXPECT_EQ(redis.services.at(0).value, "redis");
  EXPECT_EQ(redis.memory, std::int64_t{100} << 20);
  EXPECT_EQ(redis.startup, std::chrono::seconds(2));
  EXPECT_EQ(redis.cost.at(0).first, "complexity");
  const model::Choice& pulsar = role.choices.at(1);
  EXPECT_EQ(pulsar.environment.at("N").value, "3");
  EXPECT_TRUE(pulsar.environment.at("N").span.known());
  EXPECT_EQ(pulsar.requires_environment, Words{"KEY"});
  EXPECT_EQ(pulsar.effort, "1 week");
  EXPECT_EQ(pulsar.migration, (Words{"a", "b"}));
  EXPECT_EQ(pulsar.why, "more");
  EXPECT_FALSE(pulsar.startup);
}

TEST(ExtensionSubstitutions, OrderIsThatOfTheFile) {
  const auto result = with_roles(
      "{z: {default: b, choices: {b: {}, a: null}}, a: {default: x, choices: {x: {cost: {memory: "
      "0}}}, facts: {t: {x: 1}, c: {x: 2}}}}");
  EXPECT_EQ(result.findings(), "");
  const auto& roles = result.decoded.stack.extension.substitutions;
  EXPECT_EQ(roles.at(0).role, "z");
  EXPECT_EQ(roles.at(0).choices.at(0).name, "b");
  EXPECT_EQ(roles.at(1).facts.at(0).first, "t");
  EXPECT_EQ(roles.at(1).choices.at(0).memory, 0);
}

TEST(ExtensionSubstitutions, ValuesThatMakeNoSense) {
  struct Case {
    const char* role;
    const char* finding;
  };
  for (const auto& [role, finding] :
       {Case{"{choices: {a: {}}}", "DS1412 \"R\" must say \"default\""},
        Case{"{default: a, choices: {}}", "DS1412 \"R\" has no choices"},
        Case{"{default: b, choices: {a: {}}}", "DS1412 \"R\" has no choice \"b\""},
        Case{"{default: a, choices: {a: {services: [reddis]}}}",
             "DS1203 the choice a of r has the service \"reddis\", which is not defined"},
        Case{"{default: a, choices: {a: {env: {A-B: c}}}}",
             "DS1412 \"A-B\" under \"R.choices.a.env\" is no name of a variable"},
        Case{"{default: a, choices: {a: {cost: {memory: much}}}}",
             "DS1412 \"R.choices.a.cost.memory\" is no size: much"},
        Case{"{default: a, choices: {a: {cost: {startup: 5}}}}",
             "DS1412 \"R.choices.a.cost.startup\" is no duration: 5"},
        Case{"{default: a, choices: {a: {requires_env: [A-B]}}}",
             "DS1412 \"A-B\" under \"R.choices.a.requires_env\" is no name of a variable"},
        Case{"{default: a, choices: {a: {migration: []}}}",
             "DS1412 \"R.choices.a.migration\" is an empty list"},
        Case{"{default: a, choices: {a: {}}, facts: {row: {b: x}}}",
             "DS1412 \"R.facts.row\" tells of \"b\", which is no choice"},
        Case{"{default: a, choises: {a: {}}}", "DS1410 unknown key \"choises\" in \"R\""},
        Case{"{default: a, choices: {a: {service: [redis]}}}",
             "DS1410 unknown key \"service\" in \"R.choices.a\""}}) {
    std::string expected = finding;
    for (auto at = expected.find("\"R"); at != std::string::npos;
         at = expected.find("\"R", at + 2)) {
      expected.replace(at + 1, 1, "x-devstack.substitutions.r");
    }
    EXPECT_EQ(with_roles(std::string("{r: ") + role + "}").findings(), expected + "\n") << role;
  }
}

}  // namespace
}  // namespace devstack::load
