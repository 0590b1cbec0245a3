#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

using fakes::frame;

class Exec : public ClientTest {
 protected:
  Exec() {
    replies[kCreate] = {201, R"({"Id":"e1"})"};
    replies[kInspect] = {200, R"({"Running":false,"ExitCode":0})"};
  }
  static ExecRequest command(std::vector<std::string> words) {
    ExecRequest request;
    request.command = std::move(words);
    return request;
  }
  static constexpr const char* kCreate = "POST /containers/c1/exec";
  static constexpr const char* kStart = "POST /exec/e1/start";
  static constexpr const char* kInspect = "GET /exec/e1/json";
  static constexpr Duration kLimit{5'000};
};

TEST_F(Exec, RunsACommandAndKeepsBothStreamsInOrder) {
  replies[kStart].body = frame(1, "out\n") + frame(2, "err\n") + frame(1, "end\n");
  replies[kInspect] = {200, R"({"Running":false,"ExitCode":3})"};
  const ExecResult result = run(client.exec("c1", command({"sh", "-c", "x"}), kLimit));
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.output, "out\nerr\nend\n");
  EXPECT_EQ(transport.seen, (std::vector<std::string>{kCreate, kStart, kInspect}));
  EXPECT_EQ(transport.requests[0].body,
            R"({"Cmd":["sh","-c","x"],"AttachStdout":true,"AttachStderr":true,)"
            R"("AttachStdin":false,"Tty":false})");
  EXPECT_EQ(transport.requests[1].body, R"({"Detach":false,"Tty":false})");
  EXPECT_FALSE(transport.requests[1].upgrade);
}

TEST_F(Exec, SendsEveryOption) {
  replies[kStart] = {200};
  ExecRequest request = command({"id"});
  request.environment = {"A=b"};
  request.user = "root";
  request.working_dir = "/srv";
  request.privileged = true;
  request.detach = true;
  run(client.exec_attach("c1", request));
  EXPECT_EQ(transport.requests[0].body,
            R"({"Cmd":["id"],"AttachStdout":false,"AttachStderr":false,"AttachStdin":false,)"
            R"("Tty":false,"Privileged":true,"Env":["A=b"],"User":"root","WorkingDir":"/srv"})");
  EXPECT_EQ(transport.requests[1].body, R"({"Detach":true,"Tty":false})");
}

TEST_F(Exec, GivesUpAtItsLimitWithoutAnExitCode) {
  replies[kStart].body = frame(1, "started");
  replies[kStart].endless = true;
  const ExecResult result = run(client.exec("c1", command({"sleep", "9"}), kLimit));
  EXPECT_EQ(result.exit_code, std::nullopt);
  EXPECT_EQ(clock.passed(), kLimit);
  EXPECT_EQ(clock.pending(), 0U);
}

TEST_F(Exec, KeepsTheFirstBytesOfALongOutput) {
  replies[kStart].body = frame(1, std::string(10'000, 'a')) + frame(2, std::string(10'000, 'b'));
  const ExecResult result = run(client.exec("c1", command({"x"}), kLimit));
  EXPECT_EQ(result.output, std::string(10'000, 'a') + std::string(6'384, 'b'));
  EXPECT_EQ(result.exit_code, 0);
}

TEST_F(Exec, TrustsTheExitCodeWhenTheStreamBreaksOff) {
  replies[kStart].body = frame(1, "x");
  replies[kStart].body_error = hang_up();
  replies[kInspect] = {404};
  EXPECT_EQ(run(client.exec("c1", command({"x"}), kLimit)).exit_code, std::nullopt);
  replies[kInspect] = {200, R"({"Running":false,"ExitCode":137})"};
  EXPECT_EQ(run(client.exec("c1", command({"x"}), kLimit)).exit_code, 137);
}

TEST_F(Exec, ReportsAStreamThatIsNotFramed) {
  replies[kStart].body = "OCI runtime exec failed";
  replies[kInspect] = {200, R"({"Running":false,"ExitCode":126})"};
  const ExecResult result = run(client.exec("c1", command({"x"}), kLimit));
  EXPECT_EQ(result.exit_code, 126);
  EXPECT_NE(result.output.find("not framed"), std::string::npos);
}

TEST_F(Exec, HasNoExitCodeWhileItRuns) {
  for (const char* body :
       {R"({"Running":true,"ExitCode":null})", R"({"Running":true,"ExitCode":0})",
        R"({"Running":false,"ExitCode":null})"}) {
    replies[kInspect] = {200, body};
    EXPECT_EQ(run(client.exec_exit_code("e1")), std::nullopt) << body;
  }
  replies[kInspect] = {404};
  EXPECT_EQ(run(client.exec_exit_code("e1")), std::nullopt);
}

TEST_F(Exec, FailsInAContainerThatDoesNotRun) {
  replies[kCreate] = {409, R"({"message":"container c1 is not running"})"};
  EXPECT_EQ(engine_error(client.exec("c1", command({"x"}), kLimit)).status(), 409);
}

TEST_F(Exec, AttachesInputByAnUpgrade) {
  replies[kStart] = {101};
  ExecRequest request = command({"sh"});
  request.attach_stdin = true;
  request.tty = true;
  const Client::ExecSession session = run(client.exec_attach("c1", request));
  EXPECT_EQ(session.id, "e1");
  EXPECT_TRUE(transport.requests[1].upgrade);
  EXPECT_EQ(transport.requests[1].body, R"({"Detach":false,"Tty":true})");
  run(session.stream->write("ls\n"));
  EXPECT_EQ(transport.written, "ls\n");
}

TEST_F(Exec, ResizesATerminalThatMayBeGone) {
  for (const int status : {200, 201, 404, 409}) {
    replies["POST /exec/e1/resize?w=80&h=25"] = {status};
    run(client.exec_resize("e1", 80, 25));
  }
  replies["POST /exec/e1/resize?w=80&h=25"] = {500};
  EXPECT_EQ(engine_error(client.exec_resize("e1", 80, 25)).status(), 500);
}

}  // namespace
}  // namespace devstack::engine
