#include "reconcile/ensure_image.hpp"
#include "reconcile/image_failure.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kPull[] = "POST /images/create";

class PullImage : public RunnerFixture {
 protected:
  PullImage() { world_.service("db"); }
  std::string pull(Duration first_sign = std::chrono::seconds{5}) {
    return run(pull_image(state(), world_.stack.services.at("db"), first_sign));
  }
};

TEST_F(PullImage, SumsTheLayersUp) {
  on(kPull, 200,
     R"({"id":"aaaaaaaaaaaa","status":"Downloading","progressDetail":{"current":10,"total":100}}
        {"id":"bbbbbbbbbbbb","status":"Downloading","progressDetail":{"current":5,"total":50}}
        {"id":"aaaaaaaaaaaa","status":"Downloading","progressDetail":{"current":90,"total":100}})");
  EXPECT_EQ(pull(), "");
  const TransferProgress last = events<TransferProgress>().back();
  EXPECT_EQ(last.current_bytes, 95);
  EXPECT_EQ(last.total_bytes, 150);
}

TEST_F(PullImage, ASilentRegistryIsGivenUp) {
  on(kPull, silent());
  const std::string reason = pull(Duration{20});
  EXPECT_NE(reason.find("did not answer"), std::string::npos) << reason;
  EXPECT_TRUE(is_registry_unreachable(reason));
}

TEST_F(PullImage, ASignOfLifeLiftsTheLimit) {
  fakes::Reply slow;
  slow.body = R"({"status":"Pulling"})";
  slow.pieces = {{Duration{60}, R"({"status":"Done"})"}};
  on(kPull, slow);
  EXPECT_EQ(pull(Duration{20}), "");
}

TEST_F(PullImage, ALostAnswerIsAReason) {
  on(kPull, lost());
  EXPECT_NE(pull(), "");
}

class RetriedPull : public PullImage {
 protected:
  std::string retried() {
    state().context.retry_pause = Duration{1};
    return run(pull_with_retries(state(), world_.stack.services.at("db"), std::chrono::seconds{5}));
  }
};

TEST_F(RetriedPull, TriesAgainWhatMayPass) {
  on(kPull, 500, message("received unexpected HTTP status: 503 Service Unavailable"));
  on(kPull, 200, "{}");
  EXPECT_EQ(retried(), "");
  EXPECT_EQ(transport_.count(kPull), 2U);
  const auto told = events<Notice>();
  ASSERT_FALSE(told.empty());
  EXPECT_NE(told.back().text.find("tries again (2 of 4)"), std::string::npos);
}

TEST_F(RetriedPull, GivesUpAfterFourTries) {
  on(kPull, 500, message("received unexpected HTTP status: 500 Internal Server Error"));
  EXPECT_NE(retried(), "");
  EXPECT_EQ(transport_.count(kPull), 4U);
}

TEST_F(RetriedPull, TriesNothingAgainThatStaysAsItIs) {
  on(kPull, 404, message("manifest unknown"));
  EXPECT_EQ(retried(), "manifest unknown");
  EXPECT_EQ(transport_.count(kPull), 1U);
}

TEST_F(RetriedPull, QuietPullsTellNothingOfLayers) {
  world_.options.quiet_pull = true;
  on(kPull, 200, R"({"id":"aaaaaaaaaaaa","status":"Pull complete"})");
  EXPECT_EQ(retried(), "");
  EXPECT_TRUE(events<TransferProgress>().empty());
}

}  // namespace
}  // namespace devstack::reconcile
