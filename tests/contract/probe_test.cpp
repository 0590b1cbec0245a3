// Readiness of real containers: each kind of probe, an early exit, and a test that hangs.
#include "devstack/probe/prober.hpp"

#include <gmock/gmock.h>

#include "contract/contract_fixture.hpp"

namespace devstack::probe {
namespace {

using testing::HasSubstr;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class ProbeContractTest : public engine::ContractTest {
 protected:
  /// Starts a container and describes it as the runner does.
  Target start(const std::string& script, std::uint16_t cheap_port = 0) {
    const std::string id = create_and_start(script);
    const auto container = run(client.inspect_container(id));
    Target target;
    target.service = "probed";
    target.container_id = id;
    target.cheap_port = cheap_port;
    if (!container) return target;
    for (const auto& [network, address] : container->network_addresses) target.address = address;
    target.log_begins = log_begin(*container);
    return target;
  }

  Verdict await(const Target& target, model::ProbeKind kind, Duration within,
                Duration timeout = 5s) {
    model::ProbeSpec spec;
    spec.kind = std::move(kind);
    spec.within = within;
    spec.timeout = timeout;
    return run(await_ready(context_, target, spec, {}));
  }

  std::size_t processes_called(const Target& target, const std::string& name) {
    engine::ExecRequest request;
    request.command = {"pidof", name};
    const auto result = run(client.exec(target.container_id, request, 10s));
    std::size_t count = 0;
    for (const char c : result.output) count += c == ' ' || c == '\n' ? 1U : 0U;
    return count;
  }

  ProbeContext context_{client, *transport, loop, true};
};

TEST_F(ProbeContractTest, ARunningContainerIsReadyAtOnce) {
  const Verdict verdict = await(start(engine::kSleeper), model::RunningProbe{}, 20s);
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.tries, 1U);
}

TEST_F(ProbeContractTest, ExecPassesOnceItsCommandDoes) {
  const Target target = start(std::string("sleep 0.5; touch /tmp/up; ") + engine::kSleeper);
  const model::ExecProbe probe{{"CMD-SHELL", "test -e /tmp/up || { echo warming; exit 3; }"}, {}};
  const Verdict verdict = await(target, probe, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_GT(verdict.tries, 1U);
  EXPECT_EQ(verdict.last.front().result, "exit 3: warming");
}

TEST_F(ProbeContractTest, HttpSeesTheAnswerOfTheContainerItself) {
  const Target target = start(
      "mkdir /www; sleep 0.5; echo '{\"db\":\"ok\"}' >/www/health; exec httpd -f -p 8080 -h /www");
  model::HttpProbe probe;
  probe.port = 8080;
  probe.path = "/health";
  probe.expect_json = {{"db", "ok"}};
  const Verdict verdict = await(target, probe, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_THAT(verdict.last.back().result, HasSubstr("200 {\"db\":\"ok\"}"));
}

TEST_F(ProbeContractTest, AWrongStatusNeverPassesAndIsReported) {
  const Target target = start("mkdir /www; exec httpd -f -p 8080 -h /www");
  model::HttpProbe probe;
  probe.port = 8080;
  probe.path = "/missing";
  const Verdict verdict = await(target, probe, 2s);
  EXPECT_EQ(verdict.outcome, Outcome::kDeadline);
  EXPECT_THAT(verdict.last.back().result, HasSubstr("404"));
}

TEST_F(ProbeContractTest, TcpWaitsForTheListener) {
  const Target target = start("sleep 0.5; mkdir /www; exec httpd -f -p 8080 -h /www");
  const Verdict verdict = await(target, model::TcpProbe{8080}, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_GT(verdict.tries, 1U);
}

TEST_F(ProbeContractTest, TcpLooksInsideWhereAddressesAreOutOfReach) {
  context_.addresses_reachable = false;
  const Target target = start("sleep 0.5; mkdir /www; exec httpd -f -p 8080 -h /www");
  const Verdict verdict = await(target, model::TcpProbe{8080}, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.last.back().result, "port 8080 listens");
}

TEST_F(ProbeContractTest, LogMatchesALineThatComesLater) {
  const Target target = start(
      std::string("echo starting; sleep 0.5; echo accepting connections >&2; ") + engine::kSleeper);
  const Verdict verdict = await(target, model::LogProbe{"accept.* connections$"}, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.last.back().result, "accepting connections");
}

TEST_F(ProbeContractTest, LogOfAnEarlierRunIsNoEvidence) {
  Target target =
      start("test -e /tmp/again || { touch /tmp/again; echo ready; exit 0; }; sleep 60");
  run(client.wait_container(target.container_id));
  run(client.start_container(target.container_id));
  target.log_begins = log_begin(*run(client.inspect_container(target.container_id)));
  const Verdict verdict = await(target, model::LogProbe{"ready"}, 1s);
  EXPECT_EQ(verdict.outcome, Outcome::kDeadline);
}

TEST_F(ProbeContractTest, AnEarlyExitEndsTheWaitWithTheExitCode) {
  const Target target = start("sleep 0.3; exit 7");
  const Verdict verdict = await(target, model::ExecProbe{{"false"}, {}}, 60s);
  ASSERT_EQ(verdict.outcome, Outcome::kExited);
  ASSERT_TRUE(verdict.container);
  EXPECT_EQ(verdict.container->exit_code, 7);
  EXPECT_LT(verdict.took, 10s);
}

TEST_F(ProbeContractTest, AHangingExecIsBoundedAndDoesNotPileUp) {
  const Target target = start(engine::kSleeper);
  const model::ExecProbe probe{{"tail", "-f", "/dev/null"}, {}};
  const Verdict verdict = await(target, probe, 3s, 200ms);
  EXPECT_EQ(verdict.outcome, Outcome::kDeadline);
  EXPECT_EQ(verdict.last.back().result, "no end within 200 ms");
  const std::size_t hung = processes_called(target, "tail");
  EXPECT_GE(hung, 1U);
  EXPECT_LE(hung, 6U);  // 3 s / 200 ms would be 15
}

TEST_F(ProbeContractTest, ACheapTestSparesExecs) {
  const Target target = start("sleep 0.6; mkdir /www; exec httpd -f -p 8080 -h /www", 8080);
  const model::ExecProbe probe{{"sh", "-c", "echo run >>/tmp/runs; pidof httpd"}, {}};
  const Verdict verdict = await(target, probe, 30s);
  ASSERT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_GT(verdict.tries, 3U);
  engine::ExecRequest request;
  request.command = {"wc", "-l", "/tmp/runs"};
  EXPECT_EQ(run(client.exec(target.container_id, request, 10s)).output, "1 /tmp/runs\n");
}

}  // namespace
}  // namespace devstack::probe
