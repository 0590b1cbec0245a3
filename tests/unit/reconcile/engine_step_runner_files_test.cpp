#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

class RunnerFiles : public RunnerFixture {
 protected:
  void put(const model::Service& service) {
    struct Work {
      static Task<bool> put(RunnerState& state, const model::Service& service) {
        co_await put_files(state, service, "c1");
        co_return true;
      }
    };
    EXPECT_TRUE(run(Work::put(state(), service)));
  }
};

TEST_F(RunnerFiles, CopiesOnlyWhatHasItsContentInTheStack) {
  model::Service& service = world_.service("db");
  model::FileReference reference;
  reference.source = "greeting";
  reference.target = "/etc/greeting";
  service.configs.push_back(reference);
  model::FileSource& source = world_.stack.configs["greeting"];
  put(service);
  EXPECT_TRUE(transport_.seen.empty());

  source.content = "hello from the stack";
  on("PUT /containers/c1/archive", 200, "");
  put(service);
  ASSERT_EQ(transport_.requests.size(), 1U);
  const std::string& tar = transport_.requests[0].body;
  EXPECT_TRUE(tar.starts_with("etc/")) << tar.substr(0, 20);
  EXPECT_NE(tar.find("hello from the stack"), std::string::npos);
}

}  // namespace
}  // namespace devstack::reconcile
