// Which services run as mocks, and what a plan makes of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/reconcile/mock_service.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

namespace labels = model::labels;

class ChooseMocks : public ::testing::Test {
 protected:
  ChooseMocks() {
    world_.service("db").extension.mock.emplace();
    world_.service("api");
    world_.depends("api", "db");
    world_.job("seed");
    world_.depends("seed", "db");
    world_.resources_exist();
  }
  void lacks_image() { world_.observed.images["db:1"] = std::nullopt; }
  [[nodiscard]] Mocks chosen() const {
    return choose_mocks(world_.stack, world_.observed, world_.options);
  }
  [[nodiscard]] Plan up() const {
    const ImplementedStack implemented(world_.stack, chosen());
    return plan_up(implemented.get(), world_.observed, world_.options);
  }
  /// As a run has left it that chose the mock.
  ObservedContainer& mocked(const std::string& reason) {
    const model::Service mock = as_mock(world_.stack.services.at("db"), "", reason);
    ObservedContainer& container = world_.container("db");
    container.labels[labels::kService] = "db";
    container.labels[labels::kFallback] = reason;
    container.labels[labels::kMockSpec] = mock.labels.at(labels::kMockSpec);
    container.image_id = "sha256:mock";
    return container;
  }

  World world_;
};

TEST_F(ChooseMocks, NoneWhileTheImageIsThereOrMayBePulled) {
  EXPECT_TRUE(chosen().empty());
  lacks_image();
  EXPECT_TRUE(chosen().empty()) << "the pull decides";
}

TEST_F(ChooseMocks, ByOption) {
  world_.options.mocks = {"db", "api"};
  EXPECT_THAT(chosen(), ElementsAre(Pair("db", "--mock"))) << "api has no mock";
}

TEST_F(ChooseMocks, OfflineAndWithPolicyNever) {
  lacks_image();
  world_.options.offline = true;
  EXPECT_THAT(chosen(),
              ElementsAre(Pair("db", "db:1 is not here, and nothing is pulled with --offline")));
  world_.options.offline = false;
  world_.stack.services.at("db").pull_policy = "never";
  EXPECT_THAT(chosen(), ElementsAre(Pair("db", HasSubstr("pull_policy is never"))));
}

TEST_F(ChooseMocks, AStandInAndAFallbackBuildComeFirst) {
  lacks_image();
  world_.options.offline = true;
  auto& fallback = world_.stack.services.at("db").extension.image_fallback.emplace();
  fallback.local = true;
  EXPECT_FALSE(chosen().empty()) << "there is no stand-in";
  world_.observed.images["devstack/stand-in/db:1"] = ObservedImage{};
  EXPECT_TRUE(chosen().empty());
  world_.observed.images.erase("devstack/stand-in/db:1");
  fallback.build.emplace();
  EXPECT_TRUE(chosen().empty());
}

TEST_F(ChooseMocks, AMockStaysAsLongAsItsImageIsAway) {
  lacks_image();
  mocked("db:1 cannot be had");
  EXPECT_THAT(chosen(), ElementsAre(Pair("db", "db:1 cannot be had")));
  const Plan plan = up();
  EXPECT_THAT(plan.skipped, ElementsAre(Pair("seed", "db is a mock")));
  EXPECT_THAT(plan.up_to_date, ElementsAre("db"));
  world_.options.pull_policy = "always";
  EXPECT_TRUE(chosen().empty()) << "--pull tries again";
}

TEST_F(ChooseMocks, TheRealImageTakesItsPlaceBack) {
  mocked("db:1 cannot be had");
  expect_golden("mock_replaced_by_real", to_string(up()));
}

TEST_F(ChooseMocks, WithoutTheOptionTheMockGoes) {
  mocked("--mock");
  lacks_image();
  EXPECT_THAT(to_string(up()), HasSubstr("mock of db: --mock is no longer given"));
}

TEST_F(ChooseMocks, AMockTakesThePlaceOfTheRealOne) {
  world_.container("db");
  world_.exited("seed", 0);
  world_.options.mocks = {"db"};
  expect_golden("mock_by_option", to_string(up()));
}

TEST_F(ChooseMocks, AChangedBlockIsToldAndApplied) {
  mocked("--mock");
  world_.options.mocks = {"db"};
  EXPECT_THAT(up().up_to_date, ElementsAre("db"));
  world_.stack.services.at("db").extension.mock->model = "other";
  EXPECT_THAT(to_string(up()), HasSubstr("x-devstack.mock changed"));
}

TEST_F(ChooseMocks, AJobOfItsOwnImageIsLeftOutAndStaysSo) {
  model::Service& seed = world_.stack.services.at("seed");
  seed.depends_on.clear();
  seed.extension.mock.emplace();
  world_.observed.images["seed:1"] = std::nullopt;
  EXPECT_TRUE(chosen().empty()) << "the pull decides";
  world_.observed.jobs[left_out_key("seed")] = "hash-seed";
  EXPECT_THAT(up().skipped, ElementsAre(Pair("seed", "seed:1 cannot be had")));
  EXPECT_THAT(running_mocks(world_.stack, world_.observed),
              ElementsAre(Pair("seed", "seed:1 cannot be had")));
  seed.config_hash = "changed";
  EXPECT_TRUE(chosen().empty());
  seed.config_hash = "hash-seed";
  world_.observed.images["seed:1"] = ObservedImage{};
  EXPECT_TRUE(chosen().empty()) << "the image is there now";
}

TEST_F(ChooseMocks, RunningMocksAreReadOffTheContainers) {
  EXPECT_TRUE(running_mocks(world_.stack, world_.observed).empty());
  mocked("--mock");
  EXPECT_THAT(running_mocks(world_.stack, world_.observed), ElementsAre(Pair("db", "--mock")));
}

TEST_F(ChooseMocks, AllMissingImagesAreNamedAtOnce) {
  world_.observed.images["api:1"] = std::nullopt;
  world_.observed.images["seed:1"] = std::nullopt;
  world_.options.offline = true;
  const auto report = missing_images(world_.stack, world_.observed, up(), world_.options);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->code, "DS3112");
  EXPECT_EQ(report->lines.size(), 2U);
  EXPECT_THAT(report->title, HasSubstr("2 images"));
  world_.options.offline = false;
  EXPECT_FALSE(missing_images(world_.stack, world_.observed, up(), world_.options));
}

TEST_F(ChooseMocks, WhatHasAFallbackIsNotMissing) {
  lacks_image();
  world_.options.offline = true;
  EXPECT_FALSE(missing_images(world_.stack, world_.observed, up(), world_.options));
  model::Service& api = world_.stack.services.at("api");
  world_.observed.images["api:1"] = std::nullopt;
  api.extension.image_fallback.emplace().build.emplace();
  EXPECT_FALSE(missing_images(world_.stack, world_.observed, up(), world_.options));
  api.extension.image_fallback.reset();
  EXPECT_TRUE(missing_images(world_.stack, world_.observed, up(), world_.options));
}

}  // namespace
}  // namespace devstack::reconcile
