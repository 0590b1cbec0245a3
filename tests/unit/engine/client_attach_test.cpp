#include <gtest/gtest.h>

#include "devstack/engine/client.hpp"
#include "devstack/io/loop.hpp"
#include "fakes/scripted_transport.hpp"

namespace devstack::engine {
namespace {

class Attach : public ::testing::Test {
 protected:
  Attach() {
    transport_.answer = [this](const io::HttpRequest&, const std::string&) { return reply_; };
  }
  std::string asked(AttachRequest request) {
    loop_.run(client_.attach_container("c1", std::move(request)));
    return transport_.seen.back();
  }

  io::Loop loop_;
  fakes::ScriptedTransport transport_{loop_};
  Client client_{transport_, loop_, parse_host("unix:///engine.sock")};
  fakes::Reply reply_;
};

TEST_F(Attach, OnlyWhatIsWanted) {
  EXPECT_EQ(asked({}), "POST /containers/c1/attach?stream=1&stdout=1&stderr=1");
  EXPECT_EQ(asked({true, "ctrl-p,ctrl-q"}),
            "POST /containers/c1/attach?stream=1&stdout=1&stderr=1&stdin=1"
            "&detachKeys=ctrl-p%2Cctrl-q");
}

TEST_F(Attach, RefusalsAreErrors) {
  reply_.status = 409;
  reply_.body = R"({"message":"container is paused"})";
  EXPECT_THROW(asked({}), EngineError);
}

TEST_F(Attach, AContainerThatHasEndedHasNoSize) {
  reply_.status = 409;
  reply_.body = R"({"message":"is not running"})";
  EXPECT_NO_THROW(loop_.run(client_.resize_container("c1", 80, 25)));
  EXPECT_EQ(transport_.seen.back(), "POST /containers/c1/resize?w=80&h=25");
}

TEST_F(Attach, WhatIsAtAPath) {
  // {"name":"d","size":4096,"mode":2147484141,"linkTarget":""}
  reply_.headers = {
      {"X-Docker-Container-Path-Stat",
       "eyJuYW1lIjoiZCIsInNpemUiOjQwOTYsIm1vZGUiOjIxNDc0ODQxNDEsImxpbmtUYXJnZXQiOiIifQ=="}};
  const auto folder = loop_.run(client_.stat_path("c1", "/d"));
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->name, "d");
  EXPECT_EQ(folder->kind, PathStat::Kind::kFolder);
  EXPECT_EQ(transport_.seen.back(), "HEAD /containers/c1/archive?path=%2Fd");
  reply_.headers.clear();
  EXPECT_THROW(loop_.run(client_.stat_path("c1", "/d")), EngineError);
  reply_.status = 404;
  EXPECT_FALSE(loop_.run(client_.stat_path("c1", "/d")));
}

}  // namespace
}  // namespace devstack::engine
