// Events as Docker Compose prints them.
#include "cli/logs/event_lines.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

engine::EngineEvent kill() {
  engine::EngineEvent event;
  event.type = "container";
  event.action = "kill";
  event.actor_id = "a473";
  event.attributes = {{"com.docker.compose.service", "web"},
                      {"devstack.spec", "{}"},
                      {"name", "shop-web-1"},
                      {"signal", "15"}};
  event.time = std::chrono::nanoseconds(1795247810519081123);
  return event;
}

TEST(EventLines, Text) {
  EXPECT_EQ(event_line(kill()),
            "2026-11-21 07:56:50.519081 container kill a473 (name=shop-web-1, signal=15)\n");
}

TEST(EventLines, Json) {
  EXPECT_EQ(event_json(kill()),
            R"({"action":"kill","attributes":{"name":"shop-web-1","signal":"15"},"id":"a473",)"
            R"("service":"web","time":"2026-11-21T07:56:50.519081123Z","type":"container"})"
            "\n");
}

TEST(EventLines, HealthIsPartOfTheAction) {
  auto event = kill();
  event.action = "health_status";
  event.health_status = "healthy";
  EXPECT_NE(event_line(event).find(" health_status: healthy a473 "), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli
