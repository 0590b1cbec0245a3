#include "cli/data/reset_scope.hpp"

#include <gtest/gtest.h>

#include "unit/data/sample_stack.hpp"

namespace devstack::cli {
namespace {

class ResetScopeTest : public ::testing::Test {
 protected:
  ResetScopeTest() {
    stack_.volumes["models"].key = "models";
    stack_.volumes["models"].name = "shop_models";
    stack_.volumes["models"].role = "model-cache";
    stack_.services["vector"].volumes.push_back(data::mount_of("models"));
    for (const auto& [key, volume] : stack_.volumes) {
      observed_.volumes[volume.name].name = volume.name;
      observed_.volumes[volume.name].key = key;
    }
    stack_.services["api"].depends_on.emplace_back().service = "db";
  }
  ResetScope scope(ResetArguments arguments) { return reset_scope(stack_, observed_, arguments); }
  static std::vector<std::string> keys(const ResetScope& scope) {
    std::vector<std::string> all;
    for (const auto& volume : scope.volumes) all.push_back(volume.key);
    return all;
  }
  using Names = std::vector<std::string>;

  model::Stack stack_ = data::sample_stack();
  reconcile::Observed observed_;
};

TEST_F(ResetScopeTest, AllIsAllThatIsOurs) {
  const auto all = scope({});
  EXPECT_EQ(keys(all), (Names{"cache", "db_data", "models", "shared", "vectors"}));
  EXPECT_TRUE(all.services.empty());
}

TEST_F(ResetScopeTest, AServiceTakesItsDependentsAlong) {
  ResetArguments arguments;
  arguments.services = {"db"};
  EXPECT_EQ(keys(scope(arguments)), Names{"db_data"});
  EXPECT_EQ(scope(arguments).services, (Names{"db", "api"}));
}

TEST_F(ResetScopeTest, DatabasesLeaveModelsAndDependentsAlone) {
  ResetArguments arguments;
  arguments.databases = true;
  EXPECT_EQ(keys(scope(arguments)), (Names{"cache", "db_data", "shared", "vectors"}));
  EXPECT_EQ(scope(arguments).services, (Names{"db", "redis", "vector", "worker"}));
}

TEST_F(ResetScopeTest, ModelsAreOnlyDeclaredOnes) {
  ResetArguments arguments;
  arguments.models = true;
  EXPECT_EQ(keys(scope(arguments)), Names{"models"});
  EXPECT_EQ(scope(arguments).services, Names{"vector"});
}

TEST_F(ResetScopeTest, NothingOfARoleMeansNoService) {
  stack_.volumes.erase("models");
  ResetArguments arguments;
  arguments.models = true;
  EXPECT_TRUE(scope(arguments).volumes.empty());
  EXPECT_EQ(scope(arguments).services, Names{""});
}

}  // namespace
}  // namespace devstack::cli
