// A shell that is asked again and again, and what happens where there is none.
#include "probe/probe_shell.hpp"

#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

class Shell : public ProbeTest {
 protected:
  Shell() { has_shell = true; }
  std::optional<engine::ExecResult> ask() { return run(shell.run(Duration{2'000})); }

  ProbeShell shell{context, "c1", {"pg_isready", "-q"}};
};

TEST_F(Shell, OneExecServesAllTries) {
  int code = 2;
  exec = [&code] { return ScriptedExec{code, code == 0 ? "" : "no response\n"}; };
  for (int i = 0; i < 5; ++i) {
    const auto refused = ask();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->exit_code, 2);
    EXPECT_EQ(refused->output, "no response\n");
  }
  code = 0;
  EXPECT_EQ(ask()->exit_code, 0);
  EXPECT_EQ(ask()->output, "");
  EXPECT_EQ(shells(), 1U);
  EXPECT_EQ(execs(), 0U);
}

TEST_F(Shell, RunsTheCommandAsItIs) {
  (void)ask();
  bool found = false;
  for (const auto& request : transport.requests) {
    found = found || request.body.find(R"("sh","pg_isready","-q"])") != std::string::npos;
  }
  EXPECT_TRUE(found);
}

TEST_F(Shell, WithoutAShellItSaysSoOnce) {
  has_shell = false;
  EXPECT_FALSE(ask());
  EXPECT_FALSE(ask());
  EXPECT_EQ(shells(), 1U);
}

TEST_F(Shell, AnEngineThatRefusesToTakeInputIsAskedOnce) {
  engine = [](const std::string& call) -> std::optional<fakes::Reply> {
    if (call != "POST /exec/shell/start") return std::nullopt;
    return fakes::Reply{400, R"({"message":"no upgrade here"})"};
  };
  EXPECT_FALSE(ask());
  EXPECT_FALSE(ask());
  EXPECT_EQ(shells(), 1U);
}

TEST_F(Shell, AStoppedContainerIsToldAndTriedAgain) {
  bool runs = false;
  engine = [&runs](const std::string& call) -> std::optional<fakes::Reply> {
    if (runs || call != "POST /containers/c1/exec") return std::nullopt;
    return fakes::Reply{409, R"({"message":"container c1 is not running"})"};
  };
  EXPECT_THROW((void)ask(), engine::EngineError);
  runs = true;
  EXPECT_TRUE(ask());
}

TEST_F(Shell, AHungCommandIsLeftAndAnotherShellAsked) {
  bool hangs = true;
  exec = [&hangs] { return ScriptedExec{0, "", hangs}; };
  const auto hung = ask();
  ASSERT_TRUE(hung);
  EXPECT_FALSE(hung->exit_code);
  EXPECT_GE(clock.passed(), Duration{2'000});
  hangs = false;
  EXPECT_EQ(ask()->exit_code, 0);
  EXPECT_EQ(shells(), 2U);
}

TEST_F(Shell, AShellThatEndsIsReplaced) {
  engine = [this](const std::string& call) -> std::optional<fakes::Reply> {
    if (call != "POST /exec/shell/start" || shells() != 1) return std::nullopt;
    fakes::Reply reply{101, fakes::frame(1, "\x1e-1\n")};
    return reply;
  };
  EXPECT_FALSE(ask());
  EXPECT_EQ(ask()->exit_code, 0);
  EXPECT_EQ(shells(), 2U);
}

TEST_F(Shell, AContainerThatCannotSayAnythingCostsItsPatience) {
  engine = [](const std::string& call) -> std::optional<fakes::Reply> {
    if (call != "POST /exec/shell/start") return std::nullopt;
    fakes::Reply reply;
    reply.endless = true;
    return reply;
  };
  EXPECT_FALSE(ask());
  EXPECT_EQ(clock.passed(), Duration{5'000});
}

TEST_F(Shell, WhatIsNotFramedIsNoShell) {
  engine = [](const std::string& call) -> std::optional<fakes::Reply> {
    if (call != "POST /exec/shell/start") return std::nullopt;
    return fakes::Reply{200, "<html>a proxy that speaks HTTP only</html>"};
  };
  EXPECT_FALSE(ask());
}

TEST(ShellAnswer, EndsAtTheMark) {
  struct Case {
    std::string name;
    std::vector<std::string> pieces;
    std::optional<int> code;
    std::string output;
  };
  const std::vector<Case> cases{
      {"greeting", {"\x1e-1\n"}, -1, ""},
      {"code alone", {"\x1e", "0", "\n"}, 0, ""},
      {"output without an end of line", {"ok\x1e", "12\n"}, 12, "ok"},
      {"a line", {"no response\n", "\x1e", "2\n"}, 2, "no response\n"},
      {"not yet", {"no response\n"}, std::nullopt, "no response\n"},
      {"the mark's sign in the output", {"a\x1e b\n", "\x1e", "1\n"}, 1, "a\x1e b\n"},
      {"text behind the sign",
       {"\x1e", "1x\n"},
       std::nullopt,
       "\x1e"
       "1x\n"},
  };
  for (const Case& c : cases) {
    ShellAnswer answer;
    for (const std::string& piece : c.pieces) answer.feed(piece);
    EXPECT_EQ(answer.code(), c.code) << c.name;
    EXPECT_EQ(answer.output(), c.output) << c.name;
  }
}

TEST(ShellAnswer, OfALongAnswerTheBeginningIsKept) {
  ShellAnswer answer;
  answer.feed("first");
  for (int i = 0; i < 1'000; ++i) answer.feed(std::string(1'000, 'x'));
  EXPECT_LT(answer.output().size(), std::size_t{64} << 10);
  answer.feed("\x1e");
  answer.feed("3\n");
  EXPECT_EQ(answer.code(), 3);
  EXPECT_TRUE(answer.output().starts_with("firstxxx"));
  EXPECT_LE(answer.output().size(), std::size_t{16} << 10);
}

}  // namespace
}  // namespace devstack::probe
