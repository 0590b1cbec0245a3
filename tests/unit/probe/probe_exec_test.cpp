// Commands inside the container: how they are judged, and when they are spared.
#include <gtest/gtest.h>

#include "devstack/base/value.hpp"
#include "probe/attempt.hpp"
#include "probe/exec_pacer.hpp"
#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

class ProbeExec : public ProbeTest {
 protected:
  Finding try_now() {
    return run(try_exec(context, target, probe, Duration{2'000}, pacer, nullptr));
  }
  /// The command line of the last exec, as JSON.
  [[nodiscard]] std::string command() const {
    for (auto request = transport.requests.rbegin(); request != transport.requests.rend();
         ++request) {
      const auto body = parse_json(request->body);
      if (body && (*body)["Cmd"].is_array()) return to_json((*body)["Cmd"]);
    }
    return {};
  }

  model::ExecProbe probe{{"pg_isready"}, {}};
  ExecPacer pacer{clock.now()};
};

TEST_F(ProbeExec, RunsTheCommandInDockersForms) {
  struct Case {
    std::vector<std::string> test;
    std::string command;
  };
  const std::vector<Case> cases{
      {{"pg_isready", "-U", "app"}, R"(["pg_isready","-U","app"])"},
      {{"CMD", "pg_isready", "-q"}, R"(["pg_isready","-q"])"},
      {{"CMD-SHELL", "a && b"}, R"(["/bin/sh","-c","a && b"])"},
  };
  for (const Case& c : cases) {
    probe.command = c.test;
    EXPECT_TRUE(try_now().passed);
    EXPECT_EQ(command(), c.command);
  }
}

TEST_F(ProbeExec, JudgesCodeAndOutput) {
  struct Case {
    int exit_code;
    std::string output, expect_stdout;
    bool passes;
    std::string result;
  };
  const std::vector<Case> cases{
      {0, "", "", true, "exit 0"},
      {0, "one\naccepting connections\n", "", true, "exit 0: accepting connections"},
      {2, "", "", false, "exit 2"},
      {2, "psql: error\nno response\n", "", false, "exit 2: no response"},
      {0, "role: master\n", "role: master", true, "exit 0: role: master"},
      {0, "role: slave\n", "role: master", false,
       "output does not contain \"role: master\": role: slave"},
      {1, "role: master\n", "role: master", false, "exit 1: role: master"},
  };
  for (const Case& c : cases) {
    exec = [&c] { return ScriptedExec{c.exit_code, c.output}; };
    probe.expect_stdout = c.expect_stdout;
    const Finding finding = try_now();
    EXPECT_EQ(finding.passed, c.passes) << c.result;
    EXPECT_EQ(finding.result, c.result);
  }
}

TEST_F(ProbeExec, TellsTheEnginesWordsWhenItRefuses) {
  engine = [](const std::string& call) -> std::optional<fakes::Reply> {
    if (call != "POST /containers/c1/exec") return std::nullopt;
    return fakes::Reply{409, R"({"message":"container c1 is not running"})"};
  };
  const Finding finding = try_now();
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "container c1 is not running");
}

TEST_F(ProbeExec, AClosedPortSparesTheExec) {
  target.cheap_port = 5432;
  transport.connect = refuse;
  const Finding spared = try_now();
  EXPECT_FALSE(spared.passed);
  EXPECT_EQ(spared.cost, Cost::kNone);
  EXPECT_EQ(spared.result, "connection refused");
  EXPECT_EQ(execs(), 0U);

  transport.connect = nullptr;
  EXPECT_TRUE(try_now().passed);
  EXPECT_EQ(execs(), 1U);
}

TEST_F(ProbeExec, AnyKnownPortOpensTheGate) {
  target.cheap_port = 5432;
  target.more_cheap_ports = {8008};
  transport.connect = [](const io::Endpoint& endpoint) {
    return endpoint.port == 8008 ? std::nullopt : refuse(endpoint);
  };
  EXPECT_TRUE(try_now().passed);
}

TEST_F(ProbeExec, NothingIsGatedWhereNoPortCanBeTested) {
  transport.connect = refuse;
  EXPECT_TRUE(try_now().passed) << "no port is known";
  target.cheap_port = 5432;
  context.addresses_reachable = false;
  EXPECT_TRUE(try_now().passed) << "the address is out of reach";
  context.addresses_reachable = true;
  target.address.clear();
  EXPECT_TRUE(try_now().passed) << "there is no address";
  EXPECT_EQ(transport.connects, 0U);
}

TEST_F(ProbeExec, BesideAClosedPortAnExecRunsNowAndThen) {
  target.cheap_port = 5432;
  transport.connect = refuse;
  for (int i = 0; i < 30; ++i) {
    clock.advance(Duration{100});
    (void)try_now();
  }
  EXPECT_EQ(execs(), 3U);
}

TEST_F(ProbeExec, BesideAClosedPortAPassCountsOnlyLate) {
  target.cheap_port = 5432;
  transport.connect = refuse;
  clock.advance(ExecPacer::kTrustDespiteClosedPort - Duration{1});
  const Finding early = try_now();
  EXPECT_FALSE(early.passed);
  EXPECT_EQ(early.result, "exit 0, but connection refused");
  clock.advance(ExecPacer::kDespiteClosedPort);
  EXPECT_TRUE(try_now().passed);
}

TEST_F(ProbeExec, AHungCommandIsLeftAfterItsTimeout) {
  exec = [] { return ScriptedExec{0, "", true}; };
  const Finding finding = try_now();
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "no end within 2000 ms");
  EXPECT_EQ(clock.passed(), Duration{2'000});
}

TEST_F(ProbeExec, HungCommandsDoNotPileUp) {
  exec = [] { return ScriptedExec{0, "", true}; };
  for (int i = 0; i < 3; ++i) {
    const std::size_t before = execs();
    (void)try_now();
    ASSERT_EQ(execs(), before + 1);
    // The rest grows by one timeout with every hang.
    clock.advance(Duration{2'000} * (i + 1) - Duration{1});
    const Finding resting = try_now();
    EXPECT_FALSE(resting.passed);
    EXPECT_EQ(resting.cost, Cost::kNone);
    EXPECT_EQ(resting.result, "no end within 2000 ms");
    EXPECT_EQ(execs(), before + 1);
    clock.advance(Duration{1});
  }
  exec = [] { return ScriptedExec{}; };
  EXPECT_TRUE(try_now().passed);
}

}  // namespace
}  // namespace devstack::probe
