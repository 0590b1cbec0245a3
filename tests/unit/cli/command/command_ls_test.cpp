// `ls` wherever the tests run.
#include "devstack/base/value.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandLs, JsonEvenWithoutAnyStack) {
  const auto json = parse_json(run_captured({"ls", "--stacks", "-o", "json"}).out);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ((*json)["schema"].as_string(), "devstack.ls/1");
}

}  // namespace
}  // namespace devstack::cli
