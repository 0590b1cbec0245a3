#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

using std::chrono::seconds;

class Containers : public ClientTest {};

TEST_F(Containers, ListsAllStatesByLabels) {
  replies["GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22p%3Dshop%22%5D%7D"] = {
      200, R"([{"Id":"c1","Names":["/a"],"Ports":null},{"Id":"c2","Names":null,"Labels":null}])"};
  const auto rows = run(client.list_containers({"p=shop"}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].name, "a");
  EXPECT_EQ(rows[1].id, "c2");
}

TEST_F(Containers, TakesNullForAnEmptyList) {
  replies["GET /containers/json?all=1"] = {200, "null"};
  EXPECT_TRUE(run(client.list_containers({})).empty());
}

TEST_F(Containers, InspectsOrKnowsThatThereIsNone) {
  replies["GET /containers/shop-db/json"] = {200, R"({"Id":"c1","Name":"/shop-db"})"};
  replies["GET /containers/gone/json"] = {404, R"({"message":"No such container: gone"})"};
  replies["GET /containers/bad/json"] = {500, R"({"message":"boom"})"};
  EXPECT_EQ(run(client.inspect_container("shop-db"))->name, "shop-db");
  EXPECT_EQ(run(client.inspect_container("gone")), std::nullopt);
  EXPECT_EQ((*run(client.inspect_container_raw("shop-db")))["Name"].as_string(), "/shop-db");
  EXPECT_EQ(engine_error(client.inspect_container("bad")).status(), 500);
}

TEST_F(Containers, EncodesReferences) {
  replies["GET /containers/..%2Fx%3Fy/json"] = {404, "{}"};
  EXPECT_EQ(run(client.inspect_container("../x?y")), std::nullopt);
}

TEST_F(Containers, CreatesAndPassesWarningsOn) {
  replies["POST /containers/create?name=shop-db&platform=linux%2Farm64"] = {
      201, R"({"Id":"c1","Warnings":["no swap"]})"};
  Value body;
  body.set("Image", "postgres:15");
  const CreateResult result = run(client.create_container("shop-db", "linux/arm64", body));
  EXPECT_EQ(result.id, "c1");
  EXPECT_EQ(result.warnings, std::vector<std::string>{"no swap"});
  EXPECT_FALSE(result.name_conflict || result.missing_image);
  EXPECT_EQ(last_body(), R"({"Image":"postgres:15"})");
  EXPECT_EQ(last_header("Content-Type"), "application/json");
}

TEST_F(Containers, TellsWhyNothingWasCreated) {
  const std::string target = "POST /containers/create?name=a";
  replies[target] = {409, R"({"message":"The name \"/a\" is in use"})"};
  CreateResult result = run(client.create_container("a", "", Value::object()));
  EXPECT_TRUE(result.name_conflict);
  EXPECT_EQ(result.id, "");
  EXPECT_EQ(result.message, "The name \"/a\" is in use");

  for (const char* words : {"No such image: x:1", "x:1: no such image"}) {
    replies[target] = {404, std::string(R"({"message":")") + words + R"("})"};
    result = run(client.create_container("a", "", Value::object()));
    EXPECT_TRUE(result.missing_image);
    EXPECT_EQ(result.message, words);
  }
  replies[target] = {404, R"({"message":"network n not found"})"};
  const EngineError error = engine_error(client.create_container("a", "", Value::object()));
  EXPECT_EQ(error.status(), 404);
  EXPECT_EQ(error.daemon_message(), "network n not found");
}

TEST_F(Containers, StartsOrFindsItRunning) {
  replies["POST /containers/c1/start"] = {204};
  EXPECT_EQ(run(client.start_container("c1")), StartResult::kStarted);
  EXPECT_EQ(last_body(), "");
  replies["POST /containers/c1/start"] = {304};
  EXPECT_EQ(run(client.start_container("c1")), StartResult::kAlreadyRunning);
  replies["POST /containers/c1/start"] = {500, R"({"message":"port is already allocated"})"};
  EXPECT_EQ(engine_error(client.start_container("c1")).daemon_message(),
            "port is already allocated");
}

TEST_F(Containers, StopsWithTimeForTheGracePeriod) {
  for (const int status : {204, 304, 404}) {
    replies["POST /containers/c1/stop?t=30"] = {status};
    run(client.stop_container("c1", seconds(30)));
  }
  EXPECT_EQ(transport.requests.back().head_timeout, seconds(30) + Timeouts{}.stop_margin);
  replies["POST /containers/c1/stop?t=0"] = {500, R"({"message":"tried to kill"})"};
  EXPECT_EQ(engine_error(client.stop_container("c1", seconds(0))).status(), 500);
}

TEST_F(Containers, KillsWhatMayHaveStopped) {
  for (const int status : {204, 404, 409}) {
    replies["POST /containers/c1/kill?signal=SIGHUP"] = {status};
    run(client.kill_container("c1", "SIGHUP"));
  }
  replies["POST /containers/c1/kill?signal=SIGFOO"] = {400, R"({"message":"invalid signal"})"};
  EXPECT_EQ(engine_error(client.kill_container("c1", "SIGFOO")).status(), 400);
}

TEST_F(Containers, PausesAndLetsGoOn) {
  replies["POST /containers/c1/pause"] = {204};
  replies["POST /containers/c1/unpause"] = {204};
  run(client.pause_container("c1"));
  run(client.unpause_container("c1"));
  EXPECT_EQ(transport.seen.size(), 2U);
  replies["POST /containers/c1/pause"] = {409, R"({"message":"is already paused"})"};
  replies["POST /containers/c1/unpause"] = {409, R"({"message":"is not paused"})"};
  EXPECT_EQ(engine_error(client.pause_container("c1")).status(), 409);
  EXPECT_EQ(engine_error(client.unpause_container("c1")).status(), 409);
}

TEST_F(Containers, RestartsAndRenames) {
  replies["POST /containers/c1/restart?t=10"] = {204};
  run(client.restart_container("c1", seconds(10)));
  EXPECT_EQ(transport.requests.back().head_timeout, seconds(10) + Timeouts{}.control);
  replies["POST /containers/c1/rename?name=new"] = {204};
  run(client.rename_container("c1", "new"));
  replies["POST /containers/c1/rename?name=used"] = {409, R"({"message":"in use"})"};
  EXPECT_EQ(engine_error(client.rename_container("c1", "used")).status(), 409);
}

TEST_F(Containers, RemovesByForceAndKeepsVolumesUnlessAsked) {
  using Volumes = Client::AnonymousVolumes;
  replies["DELETE /containers/c1?force=1"] = {204};
  EXPECT_EQ(run(client.remove_container("c1", Volumes::kKeep)), RemoveResult::kRemoved);
  replies["DELETE /containers/c1?force=1&v=1"] = {404};
  EXPECT_EQ(run(client.remove_container("c1", Volumes::kRemove)), RemoveResult::kNotFound);
}

TEST_F(Containers, WaitsOutARemovalInProgress) {
  int calls = 0;
  transport.answer = [&calls](const io::HttpRequest&, const std::string&) {
    if (++calls < 4) {
      return fakes::Reply{409, R"({"message":"removal of container c1 is already in progress"})"};
    }
    return fakes::Reply{404};
  };
  EXPECT_EQ(run(client.remove_container("c1", Client::AnonymousVolumes::kKeep)),
            RemoveResult::kNotFound);
  EXPECT_EQ(calls, 4);
  EXPECT_EQ(clock.passed(), Duration{300});
}

TEST_F(Containers, GivesUpOnARemovalThatNeverEnds) {
  replies["DELETE /containers/c1?force=1"] = {
      409, R"({"message":"removal of container c1 is already in progress"})"};
  const auto error = engine_error(client.remove_container("c1", Client::AnonymousVolumes::kKeep));
  EXPECT_EQ(error.status(), 409);
  EXPECT_EQ(clock.passed(), Duration{60'000});
}

TEST_F(Containers, DoesNotRepeatAnotherConflict) {
  replies["DELETE /containers/c1?force=1"] = {409, R"({"message":"is paused"})"};
  EXPECT_EQ(engine_error(client.remove_container("c1", Client::AnonymousVolumes::kKeep)).status(),
            409);
  EXPECT_EQ(transport.seen.size(), 1U);
}

class Wait : public ClientTest {
 protected:
  const std::string wait = "POST /containers/c1/wait?condition=not-running";
  const std::string inspect = "GET /containers/c1/json";
};

TEST_F(Wait, GivesTheExitCodeHoweverLongItTakes) {
  replies[wait].pieces = {{Duration{7'200'000}, R"({"Status)"}, {Duration{1}, R"(Code":3})"}};
  EXPECT_EQ(run(client.wait_container("c1")), 3);
  EXPECT_EQ(transport.requests[0].head_timeout, std::nullopt);
}

TEST_F(Wait, LooksItselfWhenTheAnswerIsBroken) {
  replies[inspect] = {200, R"({"State":{"Status":"exited","ExitCode":7}})"};
  for (const char* body : {"", "{}", R"({"StatusCode":)"}) {
    replies[wait] = {200, body};
    EXPECT_EQ(run(client.wait_container("c1")), 7) << body;
  }
  replies[wait].body_error = hang_up();
  EXPECT_EQ(run(client.wait_container("c1")), 7);
}

TEST_F(Wait, DoesNotTakeABrokenAnswerForTheEnd) {
  replies[wait] = {200, ""};
  replies[inspect] = {200, R"({"State":{"Status":"running","Running":true}})"};
  EXPECT_EQ(engine_error(client.wait_container("c1")).daemon_message(), "the wait was cut short");
  replies[inspect] = {404};
  EXPECT_EQ(engine_error(client.wait_container("c1")).daemon_message(), "the container is gone");
}

TEST_F(Wait, FailsForAContainerThatIsNotThere) {
  replies[wait] = {404, R"({"message":"No such container: c1"})"};
  EXPECT_EQ(engine_error(client.wait_container("c1")).status(), 404);
}

TEST_F(Containers, PutsAPlainArchive) {
  replies["PUT /containers/c1/archive?path=%2Fetc%2Fapp"] = {200};
  run(client.put_archive("c1", "/etc/app", "tar bytes"));
  EXPECT_EQ(last_body(), "tar bytes");
  EXPECT_EQ(last_header("Content-Type"), "application/x-tar");
  replies["PUT /containers/c1/archive?path=%2Fetc%2Fapp"] = {404, R"({"message":"no such dir"})"};
  EXPECT_EQ(engine_error(client.put_archive("c1", "/etc/app", "x")).status(), 404);
  fakes::Reply broken{200};
  broken.body_error = hang_up();
  replies["PUT /containers/c1/archive?path=%2Fetc%2Fapp"] = broken;
  EXPECT_EQ(engine_error(client.put_archive("c1", "/etc/app", "x")).status(), 0);
}

}  // namespace
}  // namespace devstack::engine
