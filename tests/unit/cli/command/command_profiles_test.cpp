// `profiles` over a small stack.
#include "devstack/base/value.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandProfiles, ShowsFilesBesideTheStack) {
  const auto json = parse_json(run_with_stack("shop.yaml", {"profiles", "-o", "json"}).out);
  ASSERT_TRUE(json.has_value());
  const auto& first = (*json)["profiles"].items().at(0);
  EXPECT_EQ(first["name"].as_string(), "small");
  EXPECT_EQ(first["description"].as_string(), "less of it");
  EXPECT_FALSE(first["active"].as_bool(true));
  EXPECT_EQ(first["services"].string_items(), std::vector<std::string>{"db"});
}

}  // namespace
}  // namespace devstack::cli
