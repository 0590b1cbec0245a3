#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

class Exec : public ContractTest {
 protected:
  ExecResult exec(const std::string& id, const std::string& script, Duration limit) {
    ExecRequest request;
    request.command = {"sh", "-c", script};
    request.environment = {"WHO=world"};
    return run(client.exec(id, std::move(request), limit));
  }
  static constexpr Duration kLong{20'000};
};

TEST_F(Exec, GivesOutputAndExitCode) {
  const std::string id = create_and_start(kSleeper);
  const ExecResult good = exec(id, "echo hello $WHO", kLong);
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_EQ(good.output, "hello world\n");
  const ExecResult bad = exec(id, "echo no >&2; exit 4", kLong);
  EXPECT_EQ(bad.exit_code, 4);
  EXPECT_EQ(bad.output, "no\n");
}

TEST_F(Exec, FailsForAMissingProgram) {
  const std::string id = create_and_start(kSleeper);
  ExecRequest request;
  request.command = {"/no/such/program"};
  std::optional<int> code;
  try {
    code = run(client.exec(id, std::move(request), kLong)).exit_code;
  } catch (const EngineError& error) {
    EXPECT_GE(error.status(), 400);
    code = 127;
  }
  EXPECT_TRUE(code == 126 || code == 127) << code.value_or(-1);
}

TEST_F(Exec, EndsAtItsDeadline) {
  const std::string id = create_and_start(kSleeper);
  const SteadyTime begin = loop.now();
  const ExecResult result = exec(id, "sleep 30", Duration{300});
  EXPECT_EQ(result.exit_code, std::nullopt);
  EXPECT_LT(loop.now() - begin, std::chrono::seconds(10));
}

TEST_F(Exec, TakesInput) {
  const std::string id = create_and_start(kSleeper);
  ExecRequest request;
  request.command = {"cat"};
  request.attach_stdin = true;
  request.tty = true;
  Client::ExecSession session = run(client.exec_attach(id, std::move(request)));
  run(client.exec_resize(session.id, 80, 25));
  run(session.stream->write("typed\n"));
  std::string echoed;
  while (echoed.find("typed") == std::string::npos) {
    const std::string piece = run(session.stream->read());
    ASSERT_FALSE(piece.empty()) << echoed;
    echoed += piece;
  }
  EXPECT_EQ(run(client.exec_exit_code(session.id)), std::nullopt);
  run(session.stream->write("\x04"));
  while (!run(session.stream->read()).empty()) {
  }
  EXPECT_EQ(run(client.exec_exit_code(session.id)), 0);
}

TEST_F(Exec, NeedsARunningContainer) {
  const std::string id = create("true");
  EXPECT_THROW(exec(id, "true", kLong), EngineError);
}

}  // namespace
}  // namespace devstack::engine
