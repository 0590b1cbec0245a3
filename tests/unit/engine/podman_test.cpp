// Where Podman's answers differ from Docker's (seen with 4.3), and callers must not notice.
#include <gmock/gmock.h>

#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class Podman : public ClientTest {
 protected:
  Podman() {
    fakes::Reply ping{200, "OK"};
    ping.headers = {{"Api-Version", "1.41"}, {"Libpod-API-Version", "4.3.1"}};
    replies["GET /_ping"] = ping;
    run(client.connect());
  }
};

TEST_F(Podman, HasOneIdAlthoughItTellsAnotherEachTime) {
  replies["GET /info"] = {200, R"({"ID":"668bcbab","Name":"vm","DockerRootDir":"/var/lib/c"})"};
  const std::string first = run(client.info()).id;
  replies["GET /info"] = {200, R"({"ID":"477bbe81","Name":"vm","DockerRootDir":"/var/lib/c"})"};
  EXPECT_EQ(run(client.info()).id, first);
  replies["GET /info"] = {200, R"({"ID":"477bbe81","Name":"vm","DockerRootDir":"/home/u/c"})"};
  EXPECT_NE(run(client.info()).id, first);
}

TEST_F(Podman, ListsContainersAsDockerDoes) {
  replies["GET /containers/json?all=1"] = {
      200, R"([{"Id":"c1","Image":"docker.io/library/redis:7","State":"running","Status":"Up 2s",
                "NetworkSettings":{"Networks":{"shop_default":{"NetworkID":"shop_default",
                                                               "IPAddress":"10.0.0.2"}}}},
               {"Id":"c2","Image":"ghcr.io/o/app:1","State":"running","Status":"Up 2s"},
               {"Id":"c3","State":"exited","Status":"Exited (0) 1s ago"},
               {"Id":"c4","State":"running","Status":"Up 1s"}])"};
  replies["GET /containers/c1/json"] = {200, R"({"State":{"Health":{"Status":"unhealthy"}}})"};
  replies["GET /containers/c2/json"] = {200, R"({"State":{"Health":{"Status":"starting"}}})"};
  replies["GET /containers/c4/json"] = {404, "{}"};
  const auto rows = run(client.list_containers({}));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].image, "redis:7");
  EXPECT_EQ(rows[0].status, "Up 2s (unhealthy)");
  // The name of the network says nothing about which one of that name it is.
  EXPECT_THAT(rows[0].network_ids, UnorderedElementsAre(Pair("shop_default", "")));
  EXPECT_EQ(rows[1].image, "ghcr.io/o/app:1");
  EXPECT_EQ(rows[1].status, "Up 2s");
  EXPECT_EQ(rows[3].status, "Up 1s");
}

TEST_F(Podman, NamesImagesInInspectionsAsPeopleDo) {
  replies["GET /containers/c1/json"] = {200, R"({"Config":{"Image":"docker.io/lab/db:1"}})"};
  EXPECT_EQ(run(client.inspect_container("c1"))->image, "lab/db:1");
}

TEST_F(Podman, TakesTheTagOfAnImportWithItsName) {
  replies["POST /images/create?fromSrc=-&repo=devstack%2Fmock%3A1"] = {200, "{}"};
  run(client.import_image("devstack/mock:1", "tar bytes", {}));
  EXPECT_EQ(last_body(), "tar bytes");
}

TEST_F(Podman, SaysConflictsAsDockerDoes) {
  Value body;
  body.set("Image", "x");
  replies["POST /containers/create?name=db"] = {
      500,
      R"({"message":"the container name \"db\" is already in use by 8b8d: that name is already in use"})"};
  EXPECT_TRUE(run(client.create_container("db", "", body)).name_conflict);
  replies["POST /networks/create"] = {
      500, R"({"message":"network name n already used: network already exists"})"};
  EXPECT_EQ(run(client.create_network(body)), std::nullopt);
  replies["POST /containers/c1/kill?signal=SIGKILL"] = {
      500, R"({"message":"can only kill running containers: container state improper"})"};
  run(client.kill_container("c1", "SIGKILL"));
  replies["POST /containers/c1/pause"] = {500, R"({"message":"out of memory"})"};
  EXPECT_EQ(engine_error(client.pause_container("c1")).status(), 500);
}

TEST_F(Podman, KeepsANetworkThatIsInUse) {
  replies["GET /networks/n1"] = {200, R"({"Id":"n1","Name":"net","Containers":{"c1":{}}})"};
  EXPECT_EQ(engine_error(client.remove_network("n1")).status(), 403);
  replies["GET /networks/n1"] = {200, R"({"Id":"n1","Name":"net","Containers":{}})"};
  replies["DELETE /networks/n1"] = {204};
  EXPECT_EQ(run(client.remove_network("n1")), RemoveResult::kRemoved);
}

TEST_F(Podman, SaysNothingOfAContainerThatDoesNotRun) {
  replies["GET /containers/c1/top?stream=false"] = {200, ""};
  EXPECT_FALSE(run(client.container_processes("c1")));
  replies["GET /containers/c1/stats?stream=0&one-shot=1"] = {200, ""};
  EXPECT_FALSE(run(client.container_stats("c1")));
  replies["GET /containers/json?all=1"] = {200, ""};
  EXPECT_EQ(engine_error(client.list_containers({})).status(), 200);
}

TEST_F(Podman, IsAskedForEventsUpToNowWhereAnEarlierEndIsWanted) {
  const auto now = clock.system_now().time_since_epoch();
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  transport.answer = [second](const io::HttpRequest&, const std::string& target) {
    EXPECT_EQ(target, "/events?since=1&until=" + std::to_string(second + 1) + ".000000000");
    const std::string event = R"({"Type":"container","Action":"start","timeNano":)";
    return fakes::Reply{200, event + "4000000000}\n" + event + "6000000000}\n"};
  };
  std::vector<std::chrono::nanoseconds> seen;
  const Client::EventSink sink = [&seen](const EngineEvent& event) { seen.push_back(event.time); };
  for (const char* until : {"5", "1970-01-01T00:00:05Z"}) {
    run(client.events_between({}, "1", until, sink));
  }
  EXPECT_THAT(seen, ::testing::ElementsAre(std::chrono::seconds(4), std::chrono::seconds(4)));
}

}  // namespace
}  // namespace devstack::engine
