// Ports that accept, and socket tables where no connection can tell.
#include <gtest/gtest.h>

#include "probe/attempt.hpp"
#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

constexpr auto kListens = "   0: 00000000:1538 00000000:0000 0A 00000000:00000000 00:00000000\n";

class ProbeTcp : public ProbeTest {
 protected:
  Finding try_now() {
    const model::TcpProbe probe{5432};
    return run(try_tcp(context, target, probe, Duration{2'000}));
  }
  /// Takes connections on these and refuses all others.
  void accept_on(std::string address) {
    transport.connect = [this, address = std::move(address)](const io::Endpoint& endpoint) {
      tried.push_back(endpoint.to_string());
      return tried.back() == address ? std::nullopt : refuse(endpoint);
    };
  }

  std::vector<std::string> tried;
};

TEST_F(ProbeTcp, ConnectsToTheOwnAddress) {
  accept_on("10.0.0.5:5432");
  const Finding finding = try_now();
  EXPECT_TRUE(finding.passed);
  EXPECT_EQ(finding.result, "port 5432 accepts");
  EXPECT_EQ(execs(), 0U);
}

TEST_F(ProbeTcp, APublishedPortDoesNotProveMoreThanTheOwnAddress) {
  target.published = {{5432, "tcp", "", 15432}};
  accept_on("127.0.0.1:15432");
  const Finding finding = try_now();
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "connection refused");
  EXPECT_EQ(tried, std::vector<std::string>{"10.0.0.5:5432"});
}

TEST_F(ProbeTcp, ReadsTheSocketTableWhereTheAddressIsOutOfReach) {
  struct Case {
    int exit_code;
    std::string output;
    bool passes;
    std::string result;
  };
  const std::vector<Case> cases{
      {0, kListens, true, "port 5432 listens"},
      {1, kListens, true, "port 5432 listens"},  // no IPv6: cat fails on the second table
      {0, "  sl  local_address rem_address   st\n", false, "port 5432 is closed"},
  };
  context.addresses_reachable = false;
  target.published = {{5432, "tcp", "", 15432}};
  accept_on("127.0.0.1:15432");  // as a userland proxy would
  for (const Case& c : cases) {
    exec = [&c] { return ScriptedExec{c.exit_code, c.output}; };
    const Finding finding = try_now();
    EXPECT_EQ(finding.passed, c.passes) << c.result;
    EXPECT_EQ(finding.result, c.result);
  }
  EXPECT_TRUE(tried.empty());
}

TEST_F(ProbeTcp, UsesThePublishedPortWhereNothingCanLookInside) {
  context.addresses_reachable = false;
  exec = [] { return ScriptedExec{127, "exec: \"cat\": executable file not found"}; };
  EXPECT_EQ(try_now().result, "port 5432 is neither reachable from this host nor published");

  target.published = {{5432, "tcp", "", 15432}};
  accept_on("127.0.0.1:15432");
  EXPECT_TRUE(try_now().passed);
  accept_on("nowhere");
  EXPECT_EQ(try_now().result, "connection refused");
}

TEST_F(ProbeTcp, TellsTheEnginesWordsWhenItRefuses) {
  target.address.clear();
  engine = [](const std::string&) {
    return fakes::Reply{409, R"({"message":"container c1 is paused"})"};
  };
  const Finding finding = try_now();
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "container c1 is paused");
}

}  // namespace
}  // namespace devstack::probe
