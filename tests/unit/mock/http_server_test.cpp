// The wire: what a client that only knows sockets gets.
#include "mock/http_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <sstream>
#include <system_error>

#include "mock/connection.hpp"

namespace devstack::mock {
namespace {

class MockHttpServer : public testing::Test {
 protected:
  MockHttpServer() : service_(config(), Log("llm", log_)), server_(service_, 0) {}

  static Config config() {
    Config config;
    config.name = "llm";
    config.api = Api::kOpenAi;
    return config;
  }

  /// Everything the server sends until it closes, or is silent for two seconds.
  std::string exchange(const std::string& request) {
    const Connection connection("127.0.0.1", std::to_string(server_.port()),
                                std::chrono::seconds(1));
    EXPECT_TRUE(connection.ok()) << connection.error();
    EXPECT_EQ(::send(connection.socket(), request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    std::string answer;
    std::array<char, 4096> bytes;
    pollfd entry{connection.socket(), POLLIN, 0};
    while (::poll(&entry, 1, 2000) == 1) {
      const auto count = ::recv(connection.socket(), bytes.data(), bytes.size(), 0);
      if (count <= 0) break;
      answer.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return answer;
  }

  std::ostringstream log_;
  Service service_;
  HttpServer server_;
};

std::string post(const std::string& path, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST_F(MockHttpServer, EveryAnswerSaysThatItIsAMock) {
  for (const char* path : {"/health", "/nowhere", "/v1/models"}) {
    const std::string answer = exchange(std::string("GET ") + path +
                                        "?a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, testing::HasSubstr("X-Devstack-Mock: llm\r\n"));
    EXPECT_THAT(answer, testing::HasSubstr("Content-Type: application/json\r\n"));
  }
}

TEST_F(MockHttpServer, KeepsAConnectionOpen) {
  const std::string answer = exchange(
      "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, testing::HasSubstr("HTTP/1.1 404 Not Found\r\n"));
}

TEST_F(MockHttpServer, HeadHasNoBody) {
  const std::string answer =
      exchange("HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
}

TEST_F(MockHttpServer, StreamsInChunks) {
  const std::string answer =
      exchange(post("/v1/chat/completions",
                    R"({"stream": true, "messages": [{"role": "user", "content": "hi"}]})"));
  EXPECT_THAT(answer, testing::HasSubstr("Transfer-Encoding: chunked\r\n"));
  EXPECT_THAT(answer, testing::HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(answer, testing::HasSubstr("data: [DONE]\n\n\r\n0\r\n\r\n"));
}

TEST_F(MockHttpServer, GarbageEndsOneConnectionOnly) {
  EXPECT_EQ(exchange("\x01\x02 nonsense\r\n\r\n"), "");
  EXPECT_THAT(exchange(post("/v1/embeddings", "{")), testing::StartsWith("HTTP/1.1 400"));
}

TEST_F(MockHttpServer, AnswersExpectContinue) {
  const std::string answer = exchange(
      "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
      "Content-Length: 13\r\n\r\n{\"input\":\"x\"}");
  EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

TEST_F(MockHttpServer, ATakenPortIsAnError) {
  Service other(config(), Log("other", log_));
  EXPECT_THROW(HttpServer(other, server_.port()), std::system_error);
}

}  // namespace
}  // namespace devstack::mock
