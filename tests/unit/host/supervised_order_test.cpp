#include <gtest/gtest.h>

#include "devstack/host/supervisor.hpp"

namespace devstack::host {
namespace {

Supervised sample() {
  Supervised order;
  order.service = "api";
  order.state_directory = "/state";
  order.marker = "p/api/1";
  order.argv = {"/bin/sh", "-c", "echo \"a\nb\""};
  order.working_dir = "/home/dev";
  order.environment = {{"A", "1\n2"}, {"EMPTY", ""}};
  order.log = "/state/api.log";
  order.restart = RestartRule::kAlways;
  order.fields = {{"command", "x"}};
  return order;
}

TEST(SupervisedOrder, ComesBackAsItWas) {
  for (const RestartRule rule : {RestartRule::kNo, RestartRule::kOnFailure, RestartRule::kAlways}) {
    Supervised order = sample();
    order.restart = rule;
    const auto read = decode_supervised(encode(order));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->argv, order.argv);
    EXPECT_EQ(read->environment, order.environment);
    EXPECT_EQ(read->restart, rule);
    EXPECT_EQ(read->log, order.log);
    EXPECT_EQ(read->working_dir, order.working_dir);
    EXPECT_EQ(read->marker, order.marker);
    EXPECT_EQ(read->fields, order.fields);
    EXPECT_EQ(read->service, order.service);
    EXPECT_EQ(read->state_directory, order.state_directory);
  }
}

TEST(SupervisedOrder, AnythingElseIsNoOrder) {
  EXPECT_FALSE(decode_supervised(""));
  EXPECT_FALSE(decode_supervised("{}"));
  EXPECT_FALSE(decode_supervised("[1]"));
  Supervised order = sample();
  order.log = "relative.log";
  EXPECT_FALSE(decode_supervised(encode(order)));
}

}  // namespace
}  // namespace devstack::host
