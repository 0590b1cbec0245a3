#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Networks : public ClientTest {};

TEST_F(Networks, ListsByLabels) {
  replies["GET /networks?filters=%7B%22label%22%3A%5B%22p%22%5D%7D"] = {
      200, R"([{"Id":"n1","Name":"net","Labels":null}])"};
  const auto networks = run(client.list_networks({"p"}));
  ASSERT_EQ(networks.size(), 1U);
  EXPECT_EQ(networks[0].name, "net");
}

TEST_F(Networks, InspectsOrKnowsThatThereIsNone) {
  replies["GET /networks/net"] = {200, R"({"Id":"n1","Containers":{"c1":{}}})"};
  replies["GET /networks/gone"] = {404};
  replies["GET /networks/twice"] = {400, R"({"message":"network twice is ambiguous"})"};
  EXPECT_EQ(run(client.inspect_network("net"))->container_ids, std::vector<std::string>{"c1"});
  EXPECT_FALSE(run(client.inspect_network("gone")));
  EXPECT_EQ(engine_error(client.inspect_network("twice")).status(), 400);
}

TEST_F(Networks, CreatesOnlyOneOfAName) {
  Value body;
  body.set("Name", "net");
  replies["POST /networks/create"] = {201, R"({"Id":"n1"})"};
  EXPECT_EQ(run(client.create_network(body)), "n1");
  EXPECT_EQ(last_body(), R"({"Name":"net","CheckDuplicate":true})");
  replies["POST /networks/create"] = {409, R"({"message":"network net already exists"})"};
  EXPECT_EQ(run(client.create_network(body)), std::nullopt);
  replies["POST /networks/create"] = {500, R"({"message":"could not find an available pool"})"};
  EXPECT_EQ(engine_error(client.create_network(body)).status(), 500);
}

TEST_F(Networks, Connects) {
  Value body;
  body.set("Container", "c1");
  replies["POST /networks/n1/connect"] = {200};
  run(client.connect_network("n1", body));
  EXPECT_EQ(last_body(), R"({"Container":"c1"})");
  replies["POST /networks/n1/connect"] = {403, R"({"message":"already exists in network"})"};
  EXPECT_EQ(engine_error(client.connect_network("n1", body)).status(), 403);
}

TEST_F(Networks, DisconnectsWhatIsConnected) {
  replies["GET /containers/c1/json"] = {200, R"({"NetworkSettings":{"Networks":{"net":{}}}})"};
  replies["POST /networks/net/disconnect"] = {200};
  run(client.disconnect_network("net", "c1"));
  EXPECT_EQ(last_body(), R"({"Container":"c1","Force":true})");
  run(client.disconnect_network("other", "c1"));
  replies["GET /containers/c1/json"] = {404};
  run(client.disconnect_network("net", "c1"));
  replies["GET /containers/c1/json"] = {200, R"({"NetworkSettings":{"Networks":{"net":{}}}})"};
  replies["POST /networks/net/disconnect"] = {403, R"({"message":"it is being removed"})"};
  EXPECT_EQ(engine_error(client.disconnect_network("net", "c1")).status(), 403);
}

TEST_F(Networks, RemovesUnlessInUse) {
  replies["DELETE /networks/n1"] = {204};
  EXPECT_EQ(run(client.remove_network("n1")), RemoveResult::kRemoved);
  replies["DELETE /networks/n1"] = {404};
  EXPECT_EQ(run(client.remove_network("n1")), RemoveResult::kNotFound);
  replies["DELETE /networks/n1"] = {403, R"({"message":"has active endpoints"})"};
  EXPECT_EQ(engine_error(client.remove_network("n1")).status(), 403);
}

}  // namespace
}  // namespace devstack::engine
