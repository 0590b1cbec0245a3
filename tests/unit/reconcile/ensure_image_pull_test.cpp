#include "reconcile/ensure_image.hpp"
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
     R"({"id":"a","status":"Downloading","progressDetail":{"current":10,"total":100}}
        {"id":"b","status":"Downloading","progressDetail":{"current":5,"total":50}}
        {"id":"a","status":"Downloading","progressDetail":{"current":90,"total":100}})");
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

TEST_F(PullImage, TellsTheWayToTheRegistryFromTheImage) {
  EXPECT_TRUE(is_registry_unreachable("dial tcp: lookup r.example: no such host"));
  EXPECT_FALSE(is_registry_unreachable("manifest for db:1 not found"));
  on(kPull, lost());
  EXPECT_NE(pull(), "");
}

}  // namespace
}  // namespace devstack::reconcile
