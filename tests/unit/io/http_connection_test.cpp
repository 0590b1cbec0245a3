#include "io/http_connection.hpp"

#include <gtest/gtest.h>

#include "fakes/scripted_server.hpp"

namespace devstack::io {
namespace {

using fakes::Peer;
using fakes::ScriptedServer;
using std::chrono_literals::operator""ms;

constexpr std::size_t kEnough = 1 << 20;

class HttpConnectionTest : public testing::Test {
 protected:
  HttpRequest request(const ScriptedServer& server, std::string method = "GET") {
    HttpRequest request;
    request.endpoint.unix_path = server.path();
    request.method = std::move(method);
    request.target = "/path?a=b";
    request.head_timeout = 5'000ms;
    request.idle_timeout = 5'000ms;
    return request;
  }
  HttpResponse get(const ScriptedServer& server) {
    return loop_.run(fetch(*transport_, request(server), kEnough));
  }
  /// Fetches from a server that sends `answer` and hangs up.
  HttpResponse get_answer(const std::string& answer) {
    ScriptedServer server({[answer](Peer& peer) {
      if (peer.read_head()) peer.drip(answer);
    }});
    return get(server);
  }
  TransportFailure failure_of(const std::string& answer) {
    try {
      (void)get_answer(answer);
    } catch (const TransportError& error) {
      EXPECT_TRUE(error.request_was_sent());
      return error.failure();
    }
    ADD_FAILURE() << "no error";
    return TransportFailure::kOther;
  }

  Loop loop_;
  std::unique_ptr<Transport> transport_ = make_transport(loop_);
};

struct BodyCase {
  std::string name, answer, body;
};
void PrintTo(const BodyCase& c, std::ostream* out) { *out << c.name; }

class Bodies : public HttpConnectionTest, public testing::WithParamInterface<BodyCase> {};

TEST_P(Bodies, ArriveByteByByte) {
  const HttpResponse response = get_answer(GetParam().answer);
  EXPECT_EQ(response.head.status, 200);
  EXPECT_EQ(response.body, GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(
    Framings, Bodies,
    testing::Values(
        BodyCase{"Length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello"},
        BodyCase{"Chunked",
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
                 "hello"},
        BodyCase{"UntilClose", "HTTP/1.1 200 OK\r\n\r\nhello", "hello"},
        BodyCase{"AfterContinue",
                 "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                 "ok"},
        BodyCase{"Empty", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(HttpConnectionTest, SendsWhatItIsTold) {
  std::string received;
  {
    ScriptedServer server({[&received](Peer& peer) {
      peer.read_until("body");
      received = peer.received();
      peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    }});
    HttpRequest post = request(server, "POST");
    post.body = "body";
    post.headers.emplace_back("Content-Type", "text/plain");
    EXPECT_EQ(loop_.run(fetch(*transport_, post, kEnough)).head.status, 204);
  }
  EXPECT_TRUE(received.starts_with("POST /path?a=b HTTP/1.1\r\n")) << received;
  EXPECT_NE(received.find("Content-Type: text/plain\r\n"), std::string::npos);
  EXPECT_NE(received.find("Content-Length: 4\r\n"), std::string::npos);
}

Task<std::string> three_pieces(int& given) {
  ++given;
  co_return given < 4 ? std::string(static_cast<std::size_t>(given), 'x') : std::string();
}

TEST_F(HttpConnectionTest, SendsALongBodyInChunks) {
  std::string received;
  {
    ScriptedServer server({[&received](Peer& peer) {
      peer.read_until("0\r\n\r\n");
      received = peer.received();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }});
    HttpRequest put = request(server, "PUT");
    int given = 0;
    put.body_source = [&given] { return three_pieces(given); };
    EXPECT_EQ(loop_.run(fetch(*transport_, put, kEnough)).head.status, 200);
  }
  EXPECT_NE(received.find("1\r\nx\r\n2\r\nxx\r\n3\r\nxxx\r\n0\r\n\r\n"), std::string::npos);
}

TEST_F(HttpConnectionTest, AHeadRequestHasNoBody) {
  ScriptedServer server({[](Peer& peer) {
    peer.read_head();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    peer.wait_for_close();
  }});
  EXPECT_EQ(loop_.run(fetch(*transport_, request(server, "HEAD"), kEnough)).body, "");
  transport_.reset();
}

TEST_F(HttpConnectionTest, SaysWhenTheAnswerBreaksOff) {
  EXPECT_EQ(failure_of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"),
            TransportFailure::kClosed);
  EXPECT_EQ(failure_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello"),
            TransportFailure::kClosed);
  EXPECT_EQ(failure_of("HTTP/1.1 2"), TransportFailure::kClosed);
  EXPECT_EQ(failure_of(""), TransportFailure::kClosed);
}

TEST_F(HttpConnectionTest, RefusesWhatIsNotHttp) {
  EXPECT_EQ(failure_of("SSH-2.0-OpenSSH_9.2\r\n\r\n"), TransportFailure::kProtocol);
  const std::string long_head =
      "HTTP/1.1 200 OK\r\nX: " + std::string(std::size_t{70} * 1024, 'x') + "\r\n\r\n";
  EXPECT_EQ(failure_of(long_head), TransportFailure::kProtocol);
}

TEST_F(HttpConnectionTest, RefusesABodyBeyondTheLimit) {
  ScriptedServer server({[](Peer& peer) {
    peer.read_head();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world");
  }});
  EXPECT_THROW(loop_.run(fetch(*transport_, request(server), 10)), TransportError);
}

Task<std::string> talk(Transport& transport, HttpRequest request) {
  request.upgrade = true;
  const auto stream = co_await transport.open(std::move(request));
  co_await stream->write("ping");
  std::string heard;
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) co_return heard;
    heard += piece;
    if (heard.ends_with("pong")) stream->close_write();
  }
}

TEST_F(HttpConnectionTest, AnUpgradedConnectionCarriesBytesBothWays) {
  for (const std::string status : {"101 UPGRADED", "200 OK"}) {
    ScriptedServer server({[status](Peer& peer) {
      peer.read_head();
      peer.send("HTTP/1.1 " + status + "\r\nContent-Type: application/vnd.docker.raw-stream\r\n" +
                "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly ");
      if (peer.read_until("ping")) peer.send("pong");
      peer.wait_for_close();
    }});
    EXPECT_EQ(loop_.run(talk(*transport_, request(server))), "early pong") << status;
  }
}

}  // namespace
}  // namespace devstack::io
