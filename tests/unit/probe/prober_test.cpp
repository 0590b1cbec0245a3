// Whole waits: what ends them, how often they try, and what they tell.
#include "devstack/probe/prober.hpp"

#include <gtest/gtest.h>

#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

model::ProbeSpec with(model::ProbeKind kind) {
  model::ProbeSpec spec;
  spec.kind = std::move(kind);
  return spec;
}

model::HttpProbe http() {
  model::HttpProbe probe;
  probe.port = 8080;
  return probe;
}

class Prober : public ProbeTest {
 protected:
  Verdict await(const model::ProbeSpec& spec) {
    return run(await_ready(context, target, spec, {}));
  }

  /// Times of all requests to the service, since the clock was made.
  void note_requests(Duration ready_at) {
    service = [this, ready_at](const io::HttpRequest&) {
      times.push_back(clock.passed());
      return clock.passed() >= ready_at ? fakes::Reply{200, "ok"} : fakes::Reply{503, "warming"};
    };
  }
  void exit_at(Duration when, int code) {
    wait = [this, when, code] {
      container.status = "exited";
      container.exit_code = code;
      fakes::Reply reply{200, R"({"StatusCode":1})"};
      reply.delay = when - clock.passed();
      return reply;
    };
  }

  std::vector<Duration> times;
};

TEST_F(Prober, TriesAtOnce) {
  note_requests(Duration{0});
  const Verdict verdict = await(with(http()));
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.tries, 1U);
  EXPECT_EQ(verdict.took, Duration{0});
  EXPECT_FALSE(verdict.container);
}

TEST_F(Prober, EveryKindOfProbePasses) {
  logs = [] { return fakes::Reply{200, fakes::frame(1, "ready\n")}; };
  const std::vector<model::ProbeKind> kinds{model::RunningProbe{}, model::ExecProbe{{"true"}, {}},
                                            http(), model::TcpProbe{5432},
                                            model::LogProbe{"ready"}};
  for (const model::ProbeKind& kind : kinds) {
    EXPECT_EQ(await(with(kind)).outcome, Outcome::kReady) << describe(kind);
  }
}

TEST_F(Prober, PausesGrowFrom20Ms) {
  note_requests(Duration{100});
  EXPECT_EQ(await(with(http())).took, Duration{115});
  EXPECT_EQ(times, (std::vector<Duration>{Duration{0}, Duration{20}, Duration{45}, Duration{76},
                                          Duration{115}}));
}

TEST_F(Prober, CheapTriesStayQuick) {
  note_requests(Duration{20'000});
  (void)await(with(http()));
  for (std::size_t i = 1; i < times.size(); ++i) {
    const Duration pause = times[i] - times[i - 1];
    EXPECT_LE(pause, Duration{times[i - 1] < Duration{5'000} ? 50 : 250}) << "try " << i + 1;
  }
}

TEST_F(Prober, DearTriesGrowRareAndRestAsLongAsTheyTook) {
  engine = [this](const std::string& call) -> std::optional<fakes::Reply> {
    if (call == "GET /exec/e1/json") return fakes::Reply{200, R"({"ExitCode":1})"};
    if (call != "POST /exec/e1/start") return std::nullopt;
    times.push_back(clock.passed());
    fakes::Reply slow;
    slow.delay = Duration{300};
    return slow;
  };
  model::ProbeSpec spec = with(model::ExecProbe{{"false"}, {}});
  spec.within = Duration{20'000};
  EXPECT_EQ(await(spec).outcome, Outcome::kDeadline);
  ASSERT_GT(times.size(), 12U);
  EXPECT_EQ(times[1] - times[0], Duration{600});
  EXPECT_EQ(times.back() - times[times.size() - 2], Duration{1'300});
}

TEST_F(Prober, AShellIsAskedOften) {
  has_shell = true;
  exec = [this] { return ScriptedExec{clock.passed() >= Duration{400} ? 0 : 1, "warming\n"}; };
  const Verdict verdict = await(with(model::ExecProbe{{"pg_isready"}, {}}));
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_LE(verdict.took, Duration{455});
  EXPECT_GT(verdict.tries, 8U);
  EXPECT_EQ(verdict.last.front().result, "exit 1: warming");
  EXPECT_EQ(shells(), 1U);
  EXPECT_EQ(execs(), 0U);
}

TEST_F(Prober, AServiceHasMostOfTheTimeForItself) {
  has_shell = true;
  exec = [this] {
    times.push_back(clock.passed());
    ScriptedExec slow{1, ""};
    slow.takes = Duration{300};
    return slow;
  };
  model::ProbeSpec spec = with(model::ExecProbe{{"rabbitmq-diagnostics", "ping"}, {}});
  spec.within = Duration{10'000};
  EXPECT_EQ(await(spec).outcome, Outcome::kDeadline);
  for (std::size_t i = 1; i < times.size(); ++i) {
    EXPECT_EQ(times[i] - times[i - 1], Duration{900}) << "try " << i + 1;
  }
}

TEST_F(Prober, HungCommandsOfAShellStayFew) {
  has_shell = true;
  exec = [] { return ScriptedExec{0, "", true}; };
  model::ProbeSpec spec = with(model::ExecProbe{{"sleep", "inf"}, {}});
  spec.within = Duration{60'000};
  spec.timeout = Duration{2'000};
  EXPECT_EQ(await(spec).outcome, Outcome::kDeadline);
  EXPECT_GT(shells(), 3U);
  EXPECT_LE(shells(), 7U);
}

TEST_F(Prober, AFixedIntervalIsKept) {
  note_requests(Duration{1'200});
  model::ProbeSpec spec = with(http());
  spec.every = Duration{400};
  EXPECT_EQ(await(spec).took, Duration{1'200});
  EXPECT_EQ(times.size(), 4U);
}

TEST_F(Prober, GivesUpAtTheDeadline) {
  note_requests(Duration{60'000});
  model::ProbeSpec spec = with(http());
  spec.within = Duration{3'000};
  const Verdict verdict = await(spec);
  EXPECT_EQ(verdict.outcome, Outcome::kDeadline);
  EXPECT_EQ(verdict.took, Duration{3'000});
  EXPECT_EQ(verdict.tries, times.size());
  ASSERT_EQ(verdict.last.size(), 1U);
  EXPECT_EQ(verdict.last.front().result, "503 warming");
  ASSERT_TRUE(verdict.container);
  EXPECT_EQ(verdict.container->status, "running");
}

TEST_F(Prober, TimeInWhichTheProgramWasStoppedDoesNotCount) {
  service = [this](const io::HttpRequest&) {
    const bool waits = clock.passed() > Duration{0};
    if (waits && clock.passed() < Duration{10'000}) clock.jump(Duration{10'000});
    const bool ready = clock.passed() >= Duration{11'000};
    return ready ? fakes::Reply{200, "ok"} : fakes::Reply{503, "warming"};
  };
  model::ProbeSpec spec = with(http());
  spec.within = Duration{3'000};
  EXPECT_EQ(await(spec).outcome, Outcome::kReady);
}

TEST_F(Prober, AHungTryDoesNotOutliveTheDeadline) {
  service = [](const io::HttpRequest&) {
    fakes::Reply reply;
    reply.silent = true;
    return reply;
  };
  model::ProbeSpec spec = with(http());
  spec.within = Duration{3'000};
  spec.timeout = Duration{2'000};
  const Verdict verdict = await(spec);
  EXPECT_EQ(verdict.took, Duration{3'000});
  EXPECT_EQ(verdict.tries, 1U);
  EXPECT_EQ(verdict.last.front().result, "no answer within 2000 ms");
}

TEST_F(Prober, HungCommandsStayFew) {
  exec = [] { return ScriptedExec{0, "", true}; };
  model::ProbeSpec spec = with(model::ExecProbe{{"sleep", "inf"}, {}});
  spec.within = Duration{60'000};
  spec.timeout = Duration{2'000};
  EXPECT_EQ(await(spec).outcome, Outcome::kDeadline);
  // Each takes 2 s; the rests between them are 2 s, 4 s, 6 s …
  EXPECT_GT(execs(), 3U);
  EXPECT_LE(execs(), 7U);
}

TEST_F(Prober, NoticesAnExitWithTheContainersDetails) {
  note_requests(Duration{60'000});
  exit_at(Duration{700}, 3);
  const Verdict verdict = await(with(http()));
  EXPECT_EQ(verdict.outcome, Outcome::kExited);
  EXPECT_EQ(verdict.took, Duration{700});
  ASSERT_TRUE(verdict.container);
  EXPECT_EQ(verdict.container->exit_code, 3);
}

TEST_F(Prober, AContainerThatIsRemovedHasNoDetails) {
  note_requests(Duration{60'000});
  wait = [this] {
    container.exists = false;
    return fakes::Reply{200, R"({"StatusCode":137})"};
  };
  const Verdict verdict = await(with(http()));
  EXPECT_EQ(verdict.outcome, Outcome::kExited);
  EXPECT_FALSE(verdict.container);
}

TEST_F(Prober, TakesTheEnginesVerdictOnlyWithEvidenceOfThisStart) {
  struct Case {
    std::string name, status, tested_at;
    Outcome outcome;
  };
  const std::vector<Case> cases{
      {"newer", "unhealthy", "2026-01-01T00:00:01Z", Outcome::kUnhealthy},
      {"of an earlier start", "unhealthy", "2025-12-31T23:59:59Z", Outcome::kDeadline},
      {"starting", "starting", "2026-01-01T00:00:01Z", Outcome::kDeadline},
  };
  note_requests(Duration{3'600'000});
  for (const Case& c : cases) {
    container.health = fmt::format(R"({{"Status":"{}","Log":[{{"Start":"{}","ExitCode":1}}]}})",
                                   c.status, c.tested_at);
    EXPECT_EQ(await(with(http())).outcome, c.outcome) << c.name;
  }
}

TEST_F(Prober, TheEnginesHealthyIsNoEvidence) {
  container.health =
      R"({"Status":"healthy","Log":[{"Start":"2026-01-01T00:00:01Z","ExitCode":0}]})";
  note_requests(Duration{3'600'000});
  EXPECT_EQ(await(with(http())).outcome, Outcome::kDeadline);
}

TEST_F(Prober, AClosedPortSparesExecsUntilItOpens) {
  target.cheap_port = 5432;
  transport.connect = [this](const io::Endpoint& endpoint) {
    return clock.passed() >= Duration{800} ? std::nullopt : refuse(endpoint);
  };
  const Verdict verdict = await(with(model::ExecProbe{{"pg_isready"}, {}}));
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_LE(verdict.took, Duration{850});
  EXPECT_GT(verdict.tries, 10U);
  EXPECT_EQ(execs(), 1U);
}

TEST_F(Prober, ALogLineCountsWhenItComes) {
  logs = [] {
    fakes::Reply reply;
    reply.pieces = {{Duration{900}, fakes::frame(1, "booting\nrea")},
                    {Duration{130}, fakes::frame(1, "dy\n")}};
    reply.endless = true;
    return reply;
  };
  const Verdict verdict = await(with(model::LogProbe{"^ready$"}));
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.took, Duration{1'030});
  EXPECT_EQ(transport.count("GET /containers/c1/logs"), 1U);
  EXPECT_EQ(verdict.last.back().result, "ready");
}

TEST_F(Prober, ALogThatEndsIsReadAgain) {
  logs = [this] {
    if (transport.count("GET /containers/c1/logs") == 1) {
      return fakes::Reply{500, R"({"message":"can not get logs"})"};
    }
    return fakes::Reply{200, fakes::frame(1, "ready\n")};
  };
  const Verdict verdict = await(with(model::LogProbe{"ready"}));
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_EQ(verdict.took, Duration{500});
}

TEST_F(Prober, ALogWithoutTheLineEndsAtTheDeadline) {
  logs = [] {
    fakes::Reply reply{200, fakes::frame(1, "booting\n")};
    reply.endless = true;
    return reply;
  };
  model::ProbeSpec spec = with(model::LogProbe{"ready"});
  spec.within = Duration{3'000};
  const Verdict verdict = await(spec);
  EXPECT_EQ(verdict.outcome, Outcome::kDeadline);
  EXPECT_EQ(verdict.last.back().result, "no match in 1 lines, last: booting");
}

TEST_F(Prober, TellsHowItGoes) {
  service = [this](const io::HttpRequest&) {
    const bool up = clock.passed() >= Duration{600};
    return up ? fakes::Reply{200, "ok"} : fakes::Reply{503, "warming"};
  };
  std::vector<std::string> told;
  run(await_ready(context, target, with(http()), [&told](const Attempt& attempt, std::size_t) {
    told.push_back(attempt.result);
  }));
  EXPECT_EQ(told,
            (std::vector<std::string>{"503 warming", "503 warming", "503 warming", "200 ok"}));
}

TEST_F(Prober, ThrowsWhenTheEngineGoesAway) {
  note_requests(Duration{60'000});
  wait = [] {
    fakes::Reply reply;
    reply.error.emplace(io::TransportFailure::kNotFound, "no such socket", false);
    return reply;
  };
  EXPECT_THROW((void)await(with(http())), engine::EngineUnavailable);
}

TEST_F(Prober, OneAttemptIsOneAttempt) {
  note_requests(Duration{60'000});
  const Attempt attempt = run(probe_once(context, target, with(http())));
  EXPECT_FALSE(attempt.passed);
  EXPECT_EQ(attempt.result, "503 warming");
  EXPECT_EQ(times.size(), 1U);
}

/// `health` looks at services that have long been up: there is no initialisation to distrust.
TEST_F(Prober, OneAttemptTrustsAnExecBesideAClosedPort) {
  target.cheap_port = 5432;
  transport.connect = refuse;
  EXPECT_TRUE(run(probe_once(context, target, with(model::ExecProbe{{"true"}, {}}))).passed);
  EXPECT_EQ(execs(), 1U);
  EXPECT_EQ(shells(), 0U) << "one question needs no shell";
}

}  // namespace
}  // namespace devstack::probe
