// Plans for `down` as golden text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

World shop() {
  World world;
  world.volume("data");
  world.network("back");
  world.service("db");
  world.mount("db", "data");
  world.job("migrate");
  world.depends("migrate", "db");
  world.service("api");
  world.depends("api", "db");
  world.stack.services.at("api").stop_grace_period = std::chrono::milliseconds(1500);
  world.service("web");
  world.depends("web", "api");
  world.all_is_up();
  world.observed.networks["shop_foreign"] = {"id", "shop_foreign", "", "", Ownership::kForeign};
  return world;
}

TEST(PlanDown, ReverseOrderOverlapped) {
  World world = shop();
  world.container("orphan");
  world.container("db", 7).one_off = true;
  expect_golden("down", to_string(plan_down(world.stack, world.observed, {})));
}

TEST(PlanDown, TwinsOfNetworksGoAsWell) {
  World world = shop();
  ObservedNetwork twin = world.observed.networks.at("shop_back");
  twin.id = "twin";
  world.observed.twin_networks = {twin};
  const Plan plan = plan_down(world.stack, world.observed, {});
  const auto removes_twin = [](const Step& step) {
    const auto* removal = std::get_if<RemoveNetwork>(&step.action);
    return removal != nullptr && removal->id == "twin";
  };
  EXPECT_EQ(std::ranges::count_if(plan.steps, removes_twin), 1);
}

TEST(PlanDown, VolumesLast) {
  World world = shop();
  world.observed.volumes["theirs"] = {"theirs", "", "", "", Ownership::kForeign};
  DownOptions options;
  options.volumes = {"shop_data", "theirs", "gone"};
  expect_golden("down_volumes", to_string(plan_down(world.stack, world.observed, options)));
}

TEST(PlanDown, ServicesOfInactiveProfilesGoToo) {
  World world = shop();
  world.stack.disabled["web"] = world.stack.services.at("web");
  world.stack.services.erase("web");
  const std::string text = to_string(plan_down(world.stack, world.observed, {}));
  EXPECT_THAT(text, HasSubstr("of web: part of the project, in an inactive profile"));
}

TEST(PlanDown, NamedServicesLeaveNetworksAlone) {
  World world = shop();
  DownOptions options;
  options.services = {"api"};
  const std::string text = to_string(plan_down(world.stack, world.observed, options));
  EXPECT_THAT(text, HasSubstr("of api"));
  EXPECT_THAT(text, Not(HasSubstr("of db")));
  EXPECT_THAT(text, Not(HasSubstr("network")));
}

TEST(PlanDown, StopOnlyRemovesNothing) {
  World world = shop();
  DownOptions options;
  options.remove_containers = false;
  options.remove_networks = false;
  options.stop_grace = std::chrono::seconds(1);
  const Plan plan = plan_down(world.stack, world.observed, options);
  EXPECT_EQ(plan.steps.size(), 3U);
  for (const Step& step : plan.steps) {
    const auto* stop = std::get_if<StopContainer>(&step.action);
    ASSERT_NE(stop, nullptr) << describe(step.action);
    EXPECT_EQ(stop->grace, std::chrono::seconds(1));
  }
}

TEST(PlanDown, GraceIsTheServicesRoundedUp) {
  const World world = shop();
  const Plan plan = plan_down(world.stack, world.observed, {});
  for (const Step& step : plan.steps) {
    const auto* stop = std::get_if<StopContainer>(&step.action);
    if (stop == nullptr) continue;
    EXPECT_EQ(stop->grace, std::chrono::seconds(stop->service == "api" ? 2 : 10));
  }
}

TEST(PlanDown, NothingThereNothingToDo) {
  const World world;
  EXPECT_FALSE(plan_down(world.stack, world.observed, {}).changes_anything());
}

}  // namespace
}  // namespace devstack::reconcile
