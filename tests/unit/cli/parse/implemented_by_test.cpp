// Labels to the word for what runs.
#include "cli/parse/implemented_by.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

struct Case {
  engine::Labels labels;
  const char* name;
  const char* reason;
};

const Case kCases[] = {
    {{}, "container", ""},
    {{{"devstack.mock", "1"}}, "mock", ""},
    {{{"devstack.mock", "1"}, {"devstack.fallback", "--mock"}}, "mock", "--mock"},
    {{{"devstack.stand-in", "db:1"}, {"devstack.fallback", "x stands in"}},
     "stand-in",
     "x stands in"},
    {{{"devstack.fallback", "of a user's own label"}}, "container", ""},
    {{{"devstack.spec", "x"}, {"devstack.fallback", "not trusted"}}, "stand-in", "not trusted"},
};

TEST(ImplementedBy, Table) {
  for (const Case& each : kCases) {
    const ImplementedBy found = implemented_by(each.labels);
    EXPECT_EQ(implementation_name(found.implementation), each.name);
    EXPECT_EQ(found.reason, each.reason);
  }
}

TEST(ImplementedBy, AJobWithTheMocksImageIsItsClient) {
  model::Stack stack;
  stack.services["load"].is_job = true;
  stack.services["api"];
  const auto of = [&stack](const char* service) {
    const engine::Labels labels{{"devstack.mock", "1"}, {"com.docker.compose.service", service}};
    return implementation_name(implemented_by(labels, stack, {}).implementation);
  };
  EXPECT_EQ(of("load"), "container");
  EXPECT_EQ(of("api"), "mock");
  EXPECT_EQ(of("of-another-stack"), "mock");
}

TEST(ImplementedBy, TheReasonIsThatOfNow) {
  const reconcile::ProcessChoices choices{{"llm", "gpu: needs 8 GiB, none found"}, {"bge", ""}};
  EXPECT_EQ(reason_now("not trusted", "llm", choices), "gpu: needs 8 GiB, none found");
  EXPECT_EQ(reason_now("not trusted", "bge", choices), "its process can run now: devstack up");
  EXPECT_EQ(reason_now("--mock", "llm", choices), "--mock");
  EXPECT_EQ(reason_now("", "llm", choices), "");
  EXPECT_EQ(reason_now("x cannot be had", "db", choices), "x cannot be had");
}

}  // namespace
}  // namespace devstack::cli
