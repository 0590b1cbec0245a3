// Probes as screens name them.
#include "devstack/model/probe_spec.hpp"

#include <gtest/gtest.h>

namespace devstack::model {
namespace {

TEST(DescribeProbe, NamesEachKind) {
  HttpProbe http;
  http.port = 8080;
  http.path = "/health";
  EXPECT_EQ(describe(RunningProbe{}), "running");
  EXPECT_EQ(describe(http), "http :8080/health");
  http.scheme = "https";
  EXPECT_EQ(describe(http), "https :8080/health");
  EXPECT_EQ(describe(TcpProbe{5432}), "tcp :5432");
  EXPECT_EQ(describe(LogProbe{"ready"}), "log /ready/");
}

TEST(DescribeProbe, ShowsCommandsAsOneWouldTypeThem) {
  EXPECT_EQ(describe(ExecProbe{{"pg_isready", "-U", "app"}, ""}), "exec pg_isready -U app");
  EXPECT_EQ(describe(ExecProbe{{"echo", "a b"}, ""}), "exec echo 'a b'");
  EXPECT_EQ(describe(ExecProbe{{"/bin/sh", "-c", "a || b"}, ""}), "exec a || b");
}

}  // namespace
}  // namespace devstack::model
