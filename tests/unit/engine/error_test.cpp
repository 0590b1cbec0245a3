#include "devstack/engine/error.hpp"

#include <gtest/gtest.h>

namespace devstack::engine {
namespace {

TEST(EngineError, SaysWhatWasAskedAndWhatTheEngineAnswered) {
  const EngineError error("DELETE", "/networks/n1", 403, "network has active endpoints");
  EXPECT_STREQ(error.what(), "DELETE /networks/n1: 403 network has active endpoints");
  EXPECT_EQ(error.code(), "DS2010");
  EXPECT_EQ(error.exit_code(), ExitCode::kEngine);
  EXPECT_EQ(error.method(), "DELETE");
  EXPECT_EQ(error.path(), "/networks/n1");
  EXPECT_EQ(error.status(), 403);
  EXPECT_EQ(error.daemon_message(), "network has active endpoints");
}

TEST(EngineError, LeavesOutTheStatusWhereThereWasNone) {
  const EngineError error("GET", "/info", 0, "the engine hung up");
  EXPECT_STREQ(error.what(), "GET /info: the engine hung up");
}

TEST(EngineUnavailable, EndsTheCommandWithTheEnginesExitCode) {
  const EngineUnavailable error("DS2003", "nobody listens", "start it");
  EXPECT_EQ(error.exit_code(), ExitCode::kEngine);
  EXPECT_EQ(render(error), "error[DS2003]: nobody listens\n  hint  start it\n");
}

}  // namespace
}  // namespace devstack::engine
