// The text of /health, which probes and people read.
#include <gtest/gtest.h>

#include "mock/health.hpp"

namespace devstack::mock {
namespace {

using std::chrono::milliseconds;

TEST(MockHealthCodec, AllWell) {
  const Response response =
      health_response("api", {{"db", "", milliseconds(2)}, {"redis", "", milliseconds(0)}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"status":"ok","service":"api","mock":true,"dependencies":)"
                           R"({"db":{"ok":true,"ms":2},"redis":{"ok":true,"ms":0}}})"
                           "\n");
}

TEST(MockHealthCodec, NamesTheFailing) {
  const Response response = health_response(
      "api", {{"db", "Connection refused", milliseconds(1)}, {"redis", "", milliseconds(0)}});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, R"({"status":"unavailable","service":"api","mock":true,"dependencies":)"
                           R"({"db":{"ok":false,"ms":1,"error":"Connection refused"},)"
                           R"("redis":{"ok":true,"ms":0}}})"
                           "\n");
}

TEST(MockHealthCodec, NothingNeeded) {
  EXPECT_EQ(health_response("x", {}).body,
            "{\"status\":\"ok\",\"service\":\"x\",\"mock\":true,\"dependencies\":{}}\n");
}

}  // namespace
}  // namespace devstack::mock
