#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class Events : public ClientTest {
 protected:
  Task<void> stream(std::optional<std::chrono::nanoseconds> since = {}) {
    return client.stream_events({"p=shop"}, since, &subscribed,
                                [this](const EngineEvent& event) { seen.push_back(event.action); });
  }
  static constexpr const char* kAll =
      "GET /events?filters=%7B%22label%22%3A%5B%22p%3Dshop%22%5D%7D";
  Event subscribed;
  std::vector<std::string> seen;
};

TEST_F(Events, PassesEventsOnAsTheyComeAndEndsWithAnError) {
  replies[kAll].pieces = {{Duration{5}, R"({"Type":"container","Action":"create"}{"Type":"con)"},
                          {Duration{5}, R"(tainer","Action":"start"})"},
                          {Duration{5}, "\n"}};
  EXPECT_EQ(engine_error(stream()).daemon_message(), "the engine ended its stream of events");
  EXPECT_EQ(seen, (std::vector<std::string>{"create", "start"}));
}

TEST_F(Events, SaysThatItIsSubscribedBeforeTheFirstEvent) {
  replies[kAll].endless = true;
  Task<void> task = stream();
  task.start();
  EXPECT_TRUE(subscribed.is_set());
  EXPECT_FALSE(task.done());
  EXPECT_EQ(transport.requests[0].idle_timeout, std::nullopt);
}

TEST_F(Events, AsksFromAMomentOfTheEnginesClock) {
  replies["GET /events?filters=%7B%22label%22%3A%5B%22p%3Dshop%22%5D%7D&since=12.000000034"] = {};
  engine_error(stream(std::chrono::nanoseconds(12'000'000'034)));
  EXPECT_EQ(transport.seen.size(), 1U);
}

TEST_F(Events, AreNotSubscribedWhenTheEngineRefuses) {
  replies[kAll] = {400, R"({"message":"invalid filter"})"};
  EXPECT_EQ(engine_error(stream()).status(), 400);
  EXPECT_FALSE(subscribed.is_set());
}

TEST_F(Events, FailWhenTheEngineHangsUp) {
  replies[kAll].pieces = {{Duration{5}, R"({"Type":"container","Action":"die"})"}};
  replies[kAll].body_error = hang_up();
  EXPECT_EQ(engine_error(stream()).status(), 0);
  EXPECT_EQ(seen, std::vector<std::string>{"die"});
}

TEST_F(Events, BetweenTwoTimesTheyEnd) {
  replies["GET /events?filters=%7B%22label%22%3A%5B%22p%3Dshop%22%5D%7D&since=1&until=2"] = {
      200, R"({"Type":"container","Action":"create"}{"Type":"container","Action":"start"})"};
  run(client.events_between({"p=shop"}, "1", "2",
                            [this](const EngineEvent& event) { seen.push_back(event.action); }));
  EXPECT_EQ(seen, (std::vector<std::string>{"create", "start"}));
}

TEST_F(Events, ARefusalIsAnError) {
  replies[std::string(kAll) + "&since=x"] = {400, R"({"message":"bad time"})"};
  EXPECT_EQ(engine_error(client.events_between({"p=shop"}, "x", "", [](const EngineEvent&) {}))
                .daemon_message(),
            "bad time");
}

}  // namespace
}  // namespace devstack::engine
