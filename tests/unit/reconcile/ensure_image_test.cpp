#include "reconcile/ensure_image.hpp"

#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kLook[] = "GET /images/db%3A1/json";
constexpr char kLookStandIn[] = "GET /images/devstack%2Fstand-in%2Fdb%3A1/json";
constexpr char kPull[] = "POST /images/create";
constexpr char kDenied[] = R"({"error":"denied"})";

class EnsureImageTest : public RunnerFixture {
 protected:
  void SetUp() override {
    world_.service("db");
    missing();
  }
  void missing() { on(kLook, 404, message("No such image")); }
  void present(const char* request) { on(request, 200, R"({"Id":"sha256:1"})"); }
  void allow_stand_in() {
    model::ImageFallback fallback;
    fallback.local = true;
    world_.stack.services.at("db").extension.image_fallback = fallback;
  }
  ImageKeeper& keeper() {
    if (!keeper_) keeper_ = std::make_unique<ImageKeeper>(state());
    return *keeper_;
  }

 private:
  std::unique_ptr<ImageKeeper> keeper_;
};

TEST_F(EnsureImageTest, PullsWhatIsMissingAndLooksAfterwards) {
  on(kPull, 200, "{}");
  present(kLook);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").id, "sha256:1");
}

TEST_F(EnsureImageTest, APullWithoutAnImageIsAFailure) {
  on(kPull, 200, "{}");
  EXPECT_EQ(expect_failed(keeper().ensure("db")).report.code, "DS3113");
}

TEST_F(EnsureImageTest, AStandInIsUsedOnlyWhereAllowed) {
  on(kPull, 200, kDenied);
  present(kLookStandIn);
  const StepFailed failed = expect_failed(keeper().ensure("db"));
  EXPECT_EQ(failed.report.code, "DS3115");
  EXPECT_EQ(lines(failed, "pull").at(0), "denied");
  EXPECT_EQ(transport_.count(kLookStandIn), 0U);
}

TEST_F(EnsureImageTest, AnAllowedStandInTakesThePlaceOfAFailedPull) {
  allow_stand_in();
  on(kPull, 200, kDenied);
  present(kLookStandIn);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").reference, "devstack/stand-in/db:1");
  EXPECT_EQ(state().image("db").implementation, Implementation::kStandIn);
}

TEST_F(EnsureImageTest, AnAllowedStandInIsNotTakenBeforeThePull) {
  allow_stand_in();
  on(kPull, 200, "{}");
  present(kLook);
  present(kLookStandIn);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").implementation, Implementation::kDeclared);
}

TEST_F(EnsureImageTest, NothingIsPulledOfflineOrWithPolicyNever) {
  world_.options.offline = true;
  EXPECT_EQ(expect_failed(keeper().ensure("db")).report.code, "DS3112");
  world_.options.offline = false;
  world_.stack.services.at("db").pull_policy = "never";
  EXPECT_EQ(expect_failed(keeper().ensure("db")).report.code, "DS3112");
  EXPECT_EQ(transport_.count(kPull), 0U);
}

TEST_F(EnsureImageTest, AnImageThatCanBeBuiltIsPulledFirst) {
  world_.stack.services.at("db").build.emplace().context = folder_.path().string();
  on(kPull, 200, "{}");
  present(kLook);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(transport_.count("POST /build"), 0U);
}

TEST_F(EnsureImageTest, AndBuiltWhereTheRegistryHasItNot) {
  auto& build = world_.stack.services.at("db").build.emplace();
  build.context = folder_.path().string();
  build.dockerfile_inline = "FROM scratch\n";
  on(kPull, 404, message("manifest unknown"));
  on("POST /build", 200, "{}");
  present(kLook);
  expect_done(keeper().ensure("db"));
  EXPECT_EQ(state().image("db").id, "sha256:1");
}

TEST_F(EnsureImageTest, NoBuildForbidsTheBuild) {
  world_.stack.services.at("db").build.emplace();
  world_.stack.services.at("db").image_is_derived = true;
  world_.options.no_build = true;
  const StepFailed failed = expect_failed(keeper().ensure("db"));
  EXPECT_EQ(failed.report.code, "DS3112");
  EXPECT_NE(failed.report.title.find("--no-build"), std::string::npos) << failed.report.title;
}

TEST_F(EnsureImageTest, AnImageOfAnotherPlatformIsPulledAndThenRefused) {
  world_.stack.services.at("db").platform = "linux/arm64";
  on(kPull, 200, "{}");
  on(kLook, 200, R"({"Id":"sha256:1","Architecture":"amd64","Os":"linux"})");
  const StepFailed failed = expect_failed(keeper().ensure("db"));
  EXPECT_EQ(failed.report.code, "DS3118");
  EXPECT_EQ(lines(failed, "found").at(0), "linux/amd64");
  EXPECT_EQ(transport_.count(kPull), 1U);
}

TEST_F(EnsureImageTest, AMissingMockServerIsSaidSo) {
  world_.stack.services.at("db").image = "devstack/mock:1";
  EXPECT_EQ(expect_failed(keeper().ensure("db")).report.code, "DS4002");
}

}  // namespace
}  // namespace devstack::reconcile
