#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Volumes : public ClientTest {};

TEST_F(Volumes, ListsByLabels) {
  const std::string target = "GET /volumes?filters=%7B%22label%22%3A%5B%22p%22%5D%7D";
  replies[target] = {200, R"({"Volumes":[{"Name":"v"}],"Warnings":null})"};
  const auto volumes = run(client.list_volumes({"p"}));
  ASSERT_EQ(volumes.size(), 1U);
  EXPECT_EQ(volumes[0].name, "v");
  replies[target] = {200, R"({"Volumes":null})"};
  EXPECT_TRUE(run(client.list_volumes({"p"})).empty());
}

TEST_F(Volumes, InspectsOrKnowsThatThereIsNone) {
  replies["GET /volumes/v"] = {200, R"({"Name":"v","Driver":"local"})"};
  replies["GET /volumes/gone"] = {404};
  EXPECT_EQ(run(client.inspect_volume("v"))->driver, "local");
  EXPECT_FALSE(run(client.inspect_volume("gone")));
}

TEST_F(Volumes, Creates) {
  Value body;
  body.set("Name", "v");
  replies["POST /volumes/create"] = {201, R"({"Name":"v"})"};
  run(client.create_volume(body));
  EXPECT_EQ(last_body(), R"({"Name":"v"})");
  replies["POST /volumes/create"] = {500, R"({"message":"no such driver"})"};
  EXPECT_EQ(engine_error(client.create_volume(body)).daemon_message(), "no such driver");
}

TEST_F(Volumes, RemovesUnlessInUse) {
  replies["DELETE /volumes/v"] = {204};
  EXPECT_EQ(run(client.remove_volume("v")), RemoveResult::kRemoved);
  replies["DELETE /volumes/v"] = {404};
  EXPECT_EQ(run(client.remove_volume("v")), RemoveResult::kNotFound);
  replies["DELETE /volumes/v"] = {409, R"({"message":"volume is in use"})"};
  EXPECT_EQ(engine_error(client.remove_volume("v")).status(), 409);
}

TEST_F(Volumes, MeasuresOnlyVolumesWhereTheEngineCan) {
  const std::string answer = R"({"Volumes":[{"Name":"v","UsageData":{"Size":5,"RefCount":1}}]})";
  replies["GET /system/df"] = {200, answer};
  replies["GET /system/df?type=volume"] = {200, answer};
  replies["GET /_ping"] = {200, "OK"};
  for (const auto& [version, target] :
       {std::pair{"1.41", "GET /system/df"}, std::pair{"1.42", "GET /system/df?type=volume"}}) {
    replies["GET /_ping"].headers = {{"Api-Version", version}};
    Client fresh{transport, clock, engine_socket()};
    run(fresh.connect());
    EXPECT_EQ(run(fresh.volume_usage()).at(0).size_bytes, 5);
    EXPECT_EQ(transport.seen.back(), target);
  }
}

// Docker 20.10 measures for one client at a time.
TEST_F(Volumes, WaitsWhileTheEngineMeasuresForAnother) {
  const fakes::Reply busy{500, R"({"message":"a disk usage operation is already running"})"};
  const std::string target = "/system/df";
  transport.answer = [&](const io::HttpRequest&, const std::string&) {
    return transport.count("GET " + target) < 3
               ? busy
               : fakes::Reply{200, R"({"Volumes":[{"Name":"v"}]})"};
  };
  EXPECT_EQ(run(client.volume_usage()).at(0).name, "v");
  EXPECT_EQ(transport.count("GET " + target), 3U);
}

TEST_F(Volumes, WaitsForAMeasuringEngineNoLongerThanForAnyAnswer) {
  replies["GET /system/df"] = {500, R"({"message":"a disk usage operation is already running"})"};
  EXPECT_EQ(engine_error(client.volume_usage()).status(), 500);
  EXPECT_GE(clock.passed(), Timeouts{}.control);
  replies["GET /system/df"] = {500, R"({"message":"no"})"};
  const std::size_t before = transport.seen.size();
  EXPECT_EQ(engine_error(client.volume_usage()).daemon_message(), "no");
  EXPECT_EQ(transport.seen.size(), before + 1);
}

}  // namespace
}  // namespace devstack::engine
