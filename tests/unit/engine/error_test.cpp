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

TEST(EngineError, SaysWhatToDo) {
  EXPECT_EQ(render(EngineError("GET", "/info", 500, "no space")),
            "error[DS2010]: GET /info: 500 no space\n"
            "  hint  devstack doctor looks at the engine; its own log may say more\n");
  EXPECT_EQ(render(EngineError("POST", "/volumes/create", 0, "the reply was lost")),
            "error[DS2010]: POST /volumes/create: the reply was lost\n"
            "  hint  repeat the command: it looks at what exists and goes on from there\n");
}

TEST(EngineUnavailable, EndsTheCommandWithTheEnginesExitCode) {
  const EngineUnavailable error("DS2003", "nobody listens", "start it");
  EXPECT_EQ(error.exit_code(), ExitCode::kEngine);
  EXPECT_EQ(render(error), "error[DS2003]: nobody listens\n  hint  start it\n");
}

}  // namespace
}  // namespace devstack::engine
