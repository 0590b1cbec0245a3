// Names must come out as Compose makes them.
#include "devstack/model/names.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(ProjectName, IsNormalisedAsComposeDoes) {
  EXPECT_EQ(normalize_project_name("My Shop"), "myshop");
  EXPECT_EQ(normalize_project_name("_-.Shop_v1-x"), "shop_v1-x");
  EXPECT_EQ(normalize_project_name("shöp.2"), "shp2");
  EXPECT_EQ(normalize_project_name("--__"), "");
  EXPECT_EQ(normalize_project_name(""), "");
}

TEST(ProjectName, IsRecognised) {
  EXPECT_TRUE(is_project_name("shop-2_x"));
  EXPECT_TRUE(is_project_name("2shop"));
  EXPECT_FALSE(is_project_name(""));
  EXPECT_FALSE(is_project_name("Shop"));
  EXPECT_FALSE(is_project_name("-shop"));
  EXPECT_FALSE(is_project_name("shop.x"));
}

TEST(EngineNames, FollowCompose) {
  EXPECT_EQ(container_name("shop", "api", 2), "shop-api-2");
  EXPECT_EQ(resource_name("shop", "db_data"), "shop_db_data");
  EXPECT_EQ(built_image_name("shop", "api"), "shop-api");
}

}  // namespace
}  // namespace devstack::model
