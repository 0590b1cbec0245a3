// Addresses as they are written in stack files; answers of a real server.
#include "mock/check_client.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "mock/http_server.hpp"
#include "mock/tcp_server.hpp"

namespace devstack::mock {
namespace {

TEST(MockCheck, ReadsAddresses) {
  struct Case {
    const char* text;
    const char* host;
    const char* port;
    const char* path;
  };
  for (const auto& c :
       {Case{"http://a", "a", "80", "/"}, Case{"http://a:81", "a", "81", "/"},
        Case{"http://a/x:y", "a", "80", "/x:y"},
        Case{"http://a:8080/health?q=1", "a", "8080", "/health?q=1"},
        Case{"http://[::1]:80/x", "::1", "80", "/x"}, Case{"http://[::1]", "::1", "80", "/"}}) {
    const auto url = parse_url(c.text);
    ASSERT_TRUE(url) << c.text;
    EXPECT_EQ(url->host, c.host);
    EXPECT_EQ(url->port, c.port);
    EXPECT_EQ(url->path, c.path);
  }
  for (const char* text : {"", "a:80", "https://a", "http://", "http://:80", "http://a:"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(MockCheck, TellsGoodFromBad) {
  std::ostringstream out;
  Service service(Config{}, Log("x", out));
  const HttpServer server(service, 0);
  const std::string port = std::to_string(server.port());
  const auto timeout = std::chrono::seconds(5);
  EXPECT_TRUE(check_url({"127.0.0.1", port, "/health"}, timeout).ok());
  const CheckResult missing = check_url({"127.0.0.1", port, "/missing"}, timeout);
  EXPECT_EQ(missing.status, 404);
  EXPECT_FALSE(missing.ok());
}

TEST(MockCheck, ExchangeSendsABodyAndReadsAWholeAnswer) {
  Config config;
  config.api = Api::kOpenAi;
  std::ostringstream out;
  Service service(config, Log("x", out));
  const HttpServer server(service, 0);
  const std::string port = std::to_string(server.port());
  const std::string long_text(300'000, 'a');
  const Answer answer =
      exchange({"127.0.0.1", port, "/v1/chat/completions"}, "POST",
               R"({"messages": [{"role": "user", "content": ")" + long_text + "\"}]}",
               std::chrono::seconds(5));
  EXPECT_EQ(answer.status, 200) << answer.error;
  EXPECT_NE(answer.body.find(long_text), std::string::npos);
  EXPECT_TRUE(answer.body.ends_with("}\n"));
  const TcpServer silent({0});
  EXPECT_EQ(exchange({"127.0.0.1", std::to_string(silent.ports()[0]), "/"}, "GET", "",
                     std::chrono::milliseconds(50))
                .error,
            "no answer in 50 ms");
}

TEST(MockCheck, ASilentServerIsGivenUp) {
  const TcpServer silent({0});
  const CheckResult result = check_url({"127.0.0.1", std::to_string(silent.ports()[0]), "/"},
                                       std::chrono::milliseconds(50));
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.error, "no answer in 50 ms");
}

}  // namespace
}  // namespace devstack::mock
