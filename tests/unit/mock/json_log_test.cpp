// One JSON object a line, whatever the message holds.
#include "mock/json_log.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace devstack::mock {
namespace {

TEST(MockLog, WritesLevelServiceAndMessage) {
  std::ostringstream out;
  const Log log("llm", out);
  log.write(Level::kInfo, "up");
  log.write(Level::kWarning, "slow \"x\"\n");
  log.write(Level::kError, "bad");
  EXPECT_EQ(out.str(), R"({"level":"info","service":"llm","msg":"up"})"
                       "\n"
                       R"({"level":"warn","service":"llm","msg":"slow \"x\"\n"})"
                       "\n"
                       R"({"level":"error","service":"llm","msg":"bad"})"
                       "\n");
}

TEST(MockLog, BytesThatAreNoTextDoNoHarm) {
  std::ostringstream out;
  const Log log("llm", out);
  log.write(Level::kInfo, "GET /\xff");
  EXPECT_EQ(out.str(), "{\"level\":\"info\",\"service\":\"llm\",\"msg\":\"GET /\xEF\xBF\xBD\"}\n");
}

}  // namespace
}  // namespace devstack::mock
