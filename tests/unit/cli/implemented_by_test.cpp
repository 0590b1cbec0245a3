// Labels to the word for what runs.
#include "cli/implemented_by.hpp"

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

}  // namespace
}  // namespace devstack::cli
