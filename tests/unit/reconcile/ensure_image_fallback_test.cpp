// The order of fallbacks, and what is said of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "devstack/reconcile/mock_service.hpp"
#include "reconcile/ensure_image.hpp"
#include "reconcile/image_failure.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;

constexpr char kLook[] = "GET /images/db%3A1/json";
constexpr char kLookStandIn[] = "GET /images/devstack%2Fstand-in%2Fdb%3A1/json";
constexpr char kLookBuilt[] = "GET /images/devstack%2Ffallback%2Fshop-db/json";
constexpr char kLookMock[] = "GET /images/devstack%2Fmock%3A1/json";
constexpr char kPull[] = "POST /images/create";
constexpr char kBuild[] = "POST /build";
constexpr char kImage[] = R"({"Id":"sha256:1"})";

class EnsureImageFallback : public RunnerFixture {
 protected:
  void SetUp() override {
    world_.service("db").extension.mock.emplace();
    world_.job("seed");
    world_.depends("seed", "db");
    on(kLook, 404, message("No such image"));
    on("GET /images/seed%3A1/json", 404, message("No such image"));
    on(kPull, 200, R"({"error":"dial tcp 127.0.0.1:1: connect: connection refused"})");
    plan_.steps.push_back({EnsureImage{"db"}, "", {}, {}});
    plan_.steps.push_back({CreateContainer{"db", 1, {}}, "", {}, {0}});
    const auto binary = folder_.path() / "devstack-mock";
    std::ofstream(binary) << "not a program";
    paths_.mock_binary = binary.string();
  }
  model::ImageFallback& fallback() {
    auto& declared = world_.stack.services.at("db").extension.image_fallback;
    if (!declared) declared.emplace();
    return *declared;
  }
  void mock_is_there() {
    on("POST /images/create", 200, "{}");
    on(kLookMock, 404, message("No such image"));
    on(kLookMock, 200, kImage);
  }
  ImageKeeper& keeper() {
    if (!keeper_) keeper_ = std::make_unique<ImageKeeper>(state());
    return *keeper_;
  }
  [[nodiscard]] std::string warning() const {
    const auto notices = events<Notice>();
    return notices.empty() ? "" : notices.back().text;
  }

 private:
  std::unique_ptr<ImageKeeper> keeper_;
};

TEST_F(EnsureImageFallback, TheMockRunsWhereThePullFails) {
  mock_is_there();
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().service("db").image, "devstack/mock:1");
  EXPECT_EQ(state().image("db").implementation, Implementation::kMock);
  EXPECT_EQ(state().image("db").detail, "db:1 cannot be had");
  EXPECT_THAT(warning(), HasSubstr("db: its mock runs in place of db:1 (dial tcp"));
}

TEST_F(EnsureImageFallback, TheMockIsForAContainerThatIsMade) {
  plan_.steps.pop_back();
  EXPECT_EQ(expect_failed(keeper().ensure("db")).report.code, "DS3117");
}

TEST_F(EnsureImageFallback, AStandInComesFirst) {
  fallback().local = true;
  on(kLookStandIn, 200, kImage);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").implementation, Implementation::kStandIn);
  EXPECT_THAT(warning(), HasSubstr("devstack/stand-in/db:1 stands in for db:1"));
}

TEST_F(EnsureImageFallback, ThenTheDeclaredBuild) {
  fallback().build.emplace().context = folder_.path().string();
  fallback().build->dockerfile_inline = "FROM scratch\n";
  on(kBuild, 200, "{}");
  on(kLookBuilt, 200, kImage);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").reference, "devstack/fallback/shop-db");
  EXPECT_EQ(state().image("db").implementation, Implementation::kStandIn);
  EXPECT_THAT(warning(), HasSubstr("built here, stands in for db:1"));
}

TEST_F(EnsureImageFallback, AFailedBuildIsPartOfTheReport) {
  world_.stack.services.at("db").extension.mock.reset();
  fallback().build.emplace().context = (folder_.path() / "absent").string();
  const StepFailed failed = expect_failed(keeper().ensure("db"));
  EXPECT_THAT(lines(failed, "fallback").at(0), HasSubstr("no such folder"));
}

TEST_F(EnsureImageFallback, AJobOfAMockIsSkippedWithoutItsImage) {
  mock_is_there();
  expect_done(keeper().ensure("seed"));
  EXPECT_TRUE(state().skips("seed"));
  const auto changes = events<ServiceChanged>();
  EXPECT_EQ(changes.back().state, ServiceState::kSkipped);
  EXPECT_EQ(changes.back().detail, "db is a mock");
}

TEST_F(EnsureImageFallback, AJobWithAMockOfItsOwnIsLeftOut) {
  model::Service& seed = world_.stack.services.at("seed");
  seed.depends_on.clear();
  seed.extension.mock.emplace();
  plan_.steps.push_back({CreateContainer{"seed", 1, {}}, "", {}, {}});
  expect_done(keeper().ensure("seed"));
  EXPECT_TRUE(state().skips("seed"));
  EXPECT_EQ(events<ServiceChanged>().back().detail, "seed:1 cannot be had");
  EXPECT_EQ(store_.read("jobs").at(left_out_key("seed")), "hash-seed");
}

TEST_F(EnsureImageFallback, AJobOfARealServiceNeedsItsImage) {
  world_.stack.services.at("db").extension.mock.reset();
  EXPECT_EQ(expect_failed(keeper().ensure("seed")).report.code, "DS3117");
}

}  // namespace
}  // namespace devstack::reconcile
