// The engine as a whole: version, info, events.
#include <algorithm>

#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

class Engine : public ContractTest {};

TEST_F(Engine, SpeaksAnApiThatWeKnow) {
  EXPECT_GE(client.api_version(), (ApiVersion{1, 41}));
  EXPECT_LE(client.api_version(), (ApiVersion{1, 51}));
}

TEST_F(Engine, SaysWhatItIs) {
  const EngineInfo info = run(client.info());
  EXPECT_NE(info.version, "");
  EXPECT_NE(info.architecture, "");
  EXPECT_GT(info.cpus, 0);
  EXPECT_GT(info.memory_bytes, 0);
  EXPECT_NE(info.system_time, Timestamp{});
  EXPECT_TRUE(client.is_podman() || !info.id.empty());
}

TEST_F(Engine, TellsTheLifeOfAContainer) {
  std::vector<EngineEvent> seen;
  Event subscribed;
  const auto died = [&seen] {
    return std::any_of(seen.begin(), seen.end(),
                       [](const EngineEvent& event) { return event.action == "die"; });
  };
  Task<void> events =
      client.stream_events({"devstack.contract=" + label}, std::nullopt, &subscribed,
                           [&seen](const EngineEvent& event) { seen.push_back(event); });
  events.start();
  struct Wait {
    static Task<void> until_set(Event& event) { co_await event; }
    static Task<void> until(io::Loop& loop, const std::function<bool()>& condition) {
      for (int i = 0; i < 1000 && !condition(); ++i) co_await loop.sleep(Duration{10});
    }
  };
  run(Wait::until_set(subscribed));

  const std::string id = create_and_start("exit 3");
  const std::function<bool()> condition = died;
  run(Wait::until(loop, condition));
  std::vector<std::string> actions;
  for (const EngineEvent& event : seen) {
    EXPECT_EQ(event.type, "container");
    EXPECT_EQ(event.actor_id, id);
    EXPECT_GT(event.time.count(), 0);
    EXPECT_TRUE(event.action != "die" || event.exit_code == 3);
    if (event.action == "create" || event.action == "start" || event.action == "die") {
      actions.push_back(event.action);
    }
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"create", "start", "die"}));
}

TEST_F(Engine, RepeatsWhatHappenedBetweenTwoTimes) {
  const std::string id = create_and_start("true");
  run(client.wait_container(id));
  std::vector<std::string> actions;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  run(client.events_between(
      {"devstack.contract=" + label}, std::to_string(seconds - 60), std::to_string(seconds + 1),
      [&actions](const EngineEvent& event) { actions.push_back(event.action); }));
  EXPECT_NE(std::find(actions.begin(), actions.end(), "start"), actions.end());
}

}  // namespace
}  // namespace devstack::engine
