// Who wins, and who is remembered as the source.
#include "load/variables.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(Variables, KeepsTheFirstValueAndItsSource) {
  Variables variables(Environment{{"A", "shell"}});
  variables.add("A", {"weak", "f:1", ".env", {}, {}});
  variables.add("B", {"b", "f:2", ".env", {}, {}});
  EXPECT_EQ(variables.find("A"), "shell");
  EXPECT_EQ(variables.all().at("B").source, "f:2");
  EXPECT_TRUE(variables.from_shell("A"));
  EXPECT_FALSE(variables.from_shell("B"));
  EXPECT_FALSE(variables.lookup()("C"));
  variables.set("A", "forced", "project name");
  EXPECT_EQ(variables.values().at("A"), "forced");
}

TEST(Variables, LetsTheLaterEntryOfFilesWin) {
  Variables variables(Environment{});
  const SourceFilePtr file = make_source(".env", "A=1\nA=2\n");
  variables.add_file_entries({{"A", "1", {file, 1, 1, 1}}, {"A", "2", {file, 2, 1, 1}}}, ".env");
  EXPECT_EQ(variables.find("A"), "2");
  EXPECT_EQ(variables.all().at("A").source, ".env:2");
}

}  // namespace
}  // namespace devstack::load
