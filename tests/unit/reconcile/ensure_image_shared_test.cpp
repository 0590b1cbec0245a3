// Several services of one image.
#include "reconcile/ensure_image.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kPull[] = "POST /images/create";

class SharedImage : public RunnerFixture {
 protected:
  SharedImage() {
    world_.service("db");
    world_.service("replica").image = "db:1";
    on("GET /images/db%3A1/json", 404, message("No such image"));
  }
  static Task<int> ensure_both(ImageKeeper& keeper) {
    TaskSet<int, StepResult> both;
    both.add(0, keeper.ensure("db"));
    both.add(1, keeper.ensure("replica"));
    int failed = 0;
    for (int i = 0; i < 2; ++i) {
      auto ended = co_await both.next();
      const StepResult result = ended.task.take();
      failed += std::holds_alternative<StepFailed>(result) ? 1 : 0;
    }
    co_return failed;
  }
};

TEST_F(SharedImage, ArePulledOnceAndAllGetTheOutcome) {
  fakes::Reply slow;
  slow.body = R"({"error":"denied"})";
  slow.delay = Duration{20};
  on(kPull, slow);
  ImageKeeper keeper(state());
  EXPECT_EQ(run(ensure_both(keeper)), 2);
  EXPECT_EQ(transport_.count(kPull), 1U);
}

TEST_F(SharedImage, AThrownFailureReachesAll) {
  SharedWork work;
  work.fail(std::make_exception_ptr(std::runtime_error("gone")));
  EXPECT_THROW(static_cast<void>(work.outcome()), std::runtime_error);
}

}  // namespace
}  // namespace devstack::reconcile
