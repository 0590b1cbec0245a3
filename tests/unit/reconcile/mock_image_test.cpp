#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kLook[] = "GET /images/devstack%2Fmock%3A1/json";
constexpr char kImport[] = "POST /images/create";

class MockImage : public RunnerFixture {
 protected:
  static Task<bool> ensure(engine::Client& client, io::Loop& loop, std::string binary) {
    co_await ensure_mock_image(client, loop, binary);
    co_return true;
  }
};

TEST_F(MockImage, IsImportedWhenMissingOrOfAnotherInstallation) {
  const std::string binary = folder_.file("devstack-mock", "the server");
  on(kImport, 200, "{}");
  EXPECT_TRUE(run(ensure(client_, loop_, binary)));
  EXPECT_EQ(transport_.count(kImport), 1U);
  EXPECT_NE(transport_.requests.back().body.find("devstack-mock"), std::string::npos);
  on("DELETE /images/sha256%3A1", 200, "[]");
  on(kLook, 200, R"({"Id":"sha256:1","Config":{"Labels":{"devstack.mock":"another"}}})");
  EXPECT_TRUE(run(ensure(client_, loop_, binary)));
  EXPECT_EQ(transport_.count(kImport), 2U);
}

TEST_F(MockImage, NeedsTheServer) {
  EXPECT_THROW(run(ensure(client_, loop_, folder_.path().string() + "/none")), HostError);
  try {
    run(ensure(client_, loop_, ""));
    ADD_FAILURE() << "nothing is installed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "DS4002");
  }
}

}  // namespace
}  // namespace devstack::reconcile
