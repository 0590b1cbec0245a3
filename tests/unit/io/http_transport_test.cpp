// How connections are kept, used again and given up.
#include <gtest/gtest.h>

#include "devstack/io/http.hpp"
#include "fakes/scripted_server.hpp"

namespace devstack::io {
namespace {

using fakes::Peer;
using fakes::ScriptedServer;
using std::chrono_literals::operator""ms;

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

class HttpTransportTest : public testing::Test {
 protected:
  HttpRequest request(const std::string& path, std::string method = "GET") {
    HttpRequest request;
    request.endpoint.unix_path = path;
    request.method = std::move(method);
    request.head_timeout = 5'000ms;
    return request;
  }
  HttpResponse fetch_from(const ScriptedServer& server, std::string method = "GET") {
    return loop_.run(fetch(*transport_, request(server.path(), std::move(method)), 1'000));
  }
  TransportError error_of(Task<HttpResponse> task) {
    try {
      (void)loop_.run(std::move(task));
    } catch (const TransportError& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return TransportError(TransportFailure::kOther, "", false);
  }

  Loop loop_;
  std::unique_ptr<Transport> transport_ = make_transport(loop_);
};

TEST_F(HttpTransportTest, UsesAConnectionAgain) {
  ScriptedServer server({[](Peer& peer) {
    for (int i = 0; i < 3; ++i) {
      peer.read_head();
      peer.clear();
      peer.send(kOk);
    }
  }});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(fetch_from(server).body, "ok");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpTransportTest, AConnectionThatThePeerClosedIsReplaced) {
  const auto once = [](Peer& peer) {
    if (peer.read_head()) peer.send(kOk);
  };
  ScriptedServer server({once, once});
  EXPECT_EQ(fetch_from(server).body, "ok");
  loop_.run(loop_.sleep(20ms));  // the peer hangs up meanwhile
  EXPECT_EQ(fetch_from(server, "POST").body, "ok");
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpTransportTest, RepeatsOnlyWhatMayBeRepeated) {
  const auto answer_then_hang_up_on_the_next = [](Peer& peer) {
    peer.read_head();
    peer.clear();
    peer.send(kOk);
    peer.read_head();
  };
  const auto once = [](Peer& peer) {
    if (peer.read_head()) peer.send(kOk);
  };
  {
    ScriptedServer server({answer_then_hang_up_on_the_next, once});
    EXPECT_EQ(fetch_from(server).body, "ok");
    EXPECT_EQ(fetch_from(server, "DELETE").body, "ok");
    EXPECT_EQ(server.connections(), 2);
  }
  {
    ScriptedServer server({answer_then_hang_up_on_the_next});
    EXPECT_EQ(fetch_from(server).body, "ok");
    const auto lost = error_of(fetch(*transport_, request(server.path(), "POST"), 1'000));
    EXPECT_EQ(lost.failure(), TransportFailure::kClosed);
    EXPECT_TRUE(lost.request_was_sent());
  }
}

TEST_F(HttpTransportTest, GivesUpAPeerThatDoesNotAnswer) {
  ScriptedServer server({[](Peer& peer) { peer.wait_for_close(); }});
  HttpRequest slow = request(server.path());
  slow.head_timeout = 10ms;
  const auto late = error_of(fetch(*transport_, slow, 1'000));
  EXPECT_EQ(late.failure(), TransportFailure::kTimeout);
  EXPECT_TRUE(late.request_was_sent());
}

TEST_F(HttpTransportTest, GivesUpABodyThatFallsSilent) {
  ScriptedServer server({[](Peer& peer) {
    peer.read_head();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    peer.wait_for_close();
  }});
  HttpRequest slow = request(server.path());
  slow.idle_timeout = 10ms;
  EXPECT_EQ(error_of(fetch(*transport_, slow, 1'000)).failure(), TransportFailure::kTimeout);
}

TEST_F(HttpTransportTest, ADestroyedExchangeHangsUp) {
  ScriptedServer server({[](Peer& peer) { peer.wait_for_close(); }});
  {
    auto task = fetch(*transport_, request(server.path()), 1'000);
    task.start();
    loop_.run(loop_.sleep(5ms));
    EXPECT_FALSE(task.done());
  }
  loop_.run(loop_.sleep(1ms));  // handlers of what was given up find nobody
}

TEST_F(HttpTransportTest, TellsWhyThereIsNobody) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "none").string();
  const auto missing = error_of(fetch(*transport_, request(path), 1'000));
  EXPECT_EQ(missing.failure(), TransportFailure::kNotFound);
  EXPECT_FALSE(missing.request_was_sent());

  HttpRequest tcp = request("");
  tcp.endpoint = Endpoint{"", "127.0.0.1", 1};
  EXPECT_EQ(error_of(fetch(*transport_, tcp, 1'000)).failure(), TransportFailure::kRefused);

  const auto too_long = error_of(fetch(*transport_, request("/" + std::string(120, 'x')), 1'000));
  EXPECT_NE(std::string(too_long.what()).find("107 bytes"), std::string::npos);
}

TEST_F(HttpTransportTest, TriesAConnection) {
  ScriptedServer server({[](Peer& peer) { peer.wait_for_close(); }});
  Endpoint there;
  there.unix_path = server.path();
  EXPECT_EQ(loop_.run(transport_->try_connect(there, 1'000ms)), std::nullopt);
  const Endpoint nobody{"", "127.0.0.1", 1};
  const auto refused = loop_.run(transport_->try_connect(nobody, 1'000ms));
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->find("refused"), std::string::npos) << *refused;
}

}  // namespace
}  // namespace devstack::io
