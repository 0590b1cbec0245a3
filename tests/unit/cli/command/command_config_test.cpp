// `config` over a small stack.
#include <cstdio>
#include <fstream>

#include "devstack/base/value.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandConfig, Lists) {
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--services"}).out, "api\ndb\n");
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--volumes"}).out, "data\n");
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--images"}).out, "api:1\npostgres:15\n");
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--profiles"}).out, "mail\n");
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--networks"}).out, "default\n");
}

TEST(CommandConfig, HashOfOneOrAll) {
  const std::string all = run_with_stack("shop.yaml", {"config", "--hash", "*"}).out;
  const std::string one = run_with_stack("shop.yaml", {"config", "--hash", "db"}).out;
  EXPECT_TRUE(one.starts_with("db "));
  EXPECT_TRUE(all.ends_with(one));
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--hash", "dv"}).status, 2);
}

TEST(CommandConfig, NamedServicesAndWhatTheyRequire) {
  const auto json =
      parse_json(run_with_stack("shop.yaml", {"config", "--format", "json", "db"}).out);
  ASSERT_TRUE(json.has_value());
  EXPECT_TRUE((*json)["services"].contains("db"));
  EXPECT_FALSE((*json)["services"].contains("api"));
}

TEST(CommandConfig, QuietOnlyChecks) {
  const auto answer = run_with_stack("shop.yaml", {"config", "-q"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.out, "");
}

TEST(CommandConfig, WritesAFile) {
  const std::string path = ::testing::TempDir() + "/devstack_config_test.yaml";
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "-o", path}).out, "");
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "name: shop");
  std::remove(path.c_str());
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "-o", "/nowhere/x.yaml"}).status, 1);
}

TEST(CommandConfig, PrintsTheRawModel) {
  const auto answer = run_with_stack("shop.yaml", {"config", "--no-interpolate"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(answer.out.find("services:\n") != std::string::npos);
}

TEST(CommandConfig, DoesNotAskRegistries) {
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--lock-image-digests"}).status, 2);
}

}  // namespace
}  // namespace devstack::cli
