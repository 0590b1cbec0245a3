// What `version` prints.
#include "devstack/base/value.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandVersion, ShortAndJson) {
  EXPECT_EQ(run_captured({"version", "--short"}).out, "0.1.0\n");
  const auto json = parse_json(run_captured({"version", "-o", "json"}).out);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ((*json)["schema"].as_string(), "devstack.version/1");
  EXPECT_EQ((*json)["version"].as_string(), "0.1.0");
}

}  // namespace
}  // namespace devstack::cli
