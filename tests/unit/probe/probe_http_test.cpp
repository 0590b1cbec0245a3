// Requests against a service, and the ways they take.
#include <gtest/gtest.h>

#include "probe/attempt.hpp"
#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

fakes::Reply failing(io::TransportFailure failure, const std::string& message, bool was_sent) {
  fakes::Reply reply;
  reply.error.emplace(failure, message, was_sent);
  return reply;
}

class ProbeHttp : public ProbeTest {
 protected:
  ProbeHttp() { probe.port = 8080; }

  Finding try_now() { return run(try_http(context, target, probe, Duration{2'000})); }

  /// Where requests went, in order.
  [[nodiscard]] std::vector<std::string> ways() const {
    std::vector<std::string> endpoints;
    for (const io::HttpRequest& request : transport.requests) {
      endpoints.push_back(request.endpoint.to_string());
    }
    return endpoints;
  }

  model::HttpProbe probe;
};

using Ways = std::vector<std::string>;

TEST_F(ProbeHttp, AsksWhatTheProbeSays) {
  probe.path = "/health?full=1";
  probe.headers = {{"Host", "api.local"}};
  const Finding finding = try_now();
  EXPECT_TRUE(finding.passed);
  EXPECT_EQ(finding.result, "200 ok");
  ASSERT_EQ(transport.requests.size(), 1U);
  const io::HttpRequest& request = transport.requests.front();
  EXPECT_EQ(request.endpoint.to_string(), "10.0.0.5:8080");
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/health?full=1");
  EXPECT_EQ(request.headers, probe.headers);
}

TEST_F(ProbeHttp, GivesThePathItsSlash) {
  for (const std::string path : {"", "health", "/health"}) {
    probe.path = path;
    EXPECT_TRUE(try_now().passed);
    EXPECT_EQ(transport.requests.back().target, path.empty() ? "/" : "/health");
  }
}

TEST_F(ProbeHttp, ReadsTheBodyInPieces) {
  probe.expect_body = "ready";
  service = [](const io::HttpRequest&) {
    fakes::Reply reply;
    reply.pieces = {{Duration{10}, "rea"}, {Duration{10}, "dy"}};
    return reply;
  };
  EXPECT_EQ(try_now().result, "200 ready");
}

TEST_F(ProbeHttp, DoesNotReadAStreamToItsEnd) {
  service = [](const io::HttpRequest&) {
    fakes::Reply reply{200, std::string(std::size_t{64} << 10, 'x')};
    reply.endless = true;
    return reply;
  };
  EXPECT_TRUE(try_now().passed);
  EXPECT_EQ(clock.passed(), Duration{0});
}

TEST_F(ProbeHttp, AHungAnswerIsLeftAfterTheTimeout) {
  for (const bool head_comes : {false, true}) {
    const Duration before = clock.passed();
    service = [head_comes](const io::HttpRequest&) {
      fakes::Reply reply;
      reply.silent = !head_comes;
      reply.endless = true;
      return reply;
    };
    const Finding finding = try_now();
    EXPECT_FALSE(finding.passed);
    EXPECT_EQ(finding.result, "no answer within 2000 ms");
    EXPECT_EQ(clock.passed() - before, Duration{2'000});
  }
}

TEST_F(ProbeHttp, TriesThePublishedPortWhereTheAddressLeadsNowhere) {
  using io::TransportFailure;
  struct Case {
    std::string name;
    fakes::Reply first;
    Ways ways;
  };
  const Ways own{"10.0.0.5:8080"};
  const Ways both{"10.0.0.5:8080", "127.0.0.1:18080"};
  const std::vector<Case> cases{
      {"answered", {503, "warming"}, own},
      {"refused", failing(TransportFailure::kRefused, "refused", false), own},
      {"hung up", failing(TransportFailure::kClosed, "hung up", true), own},
      {"no route", failing(TransportFailure::kOther, "no route", false), both},
      {"no connection", failing(TransportFailure::kTimeout, "timeout", false), both},
  };
  target.published = {{8080, "tcp", "", 18080}};
  for (const Case& c : cases) {
    transport.requests.clear();
    service = [&c](const io::HttpRequest& request) {
      return request.endpoint.host == "127.0.0.1" ? fakes::Reply{200, "ok"} : c.first;
    };
    EXPECT_EQ(try_now().passed, c.ways == both) << c.name;
    EXPECT_EQ(ways(), c.ways) << c.name;
  }
}

TEST_F(ProbeHttp, TellsWhyThereIsNoAnswer) {
  service = [](const io::HttpRequest&) {
    return failing(io::TransportFailure::kRefused, "connection refused", false);
  };
  EXPECT_EQ(try_now().result, "connection refused");
  target.address.clear();
  EXPECT_EQ(try_now().result, "port 8080 is neither reachable from this host nor published");
  probe.scheme = "https";
  EXPECT_EQ(try_now().result, "https is not supported by http probes; use exec");
}

}  // namespace
}  // namespace devstack::probe
