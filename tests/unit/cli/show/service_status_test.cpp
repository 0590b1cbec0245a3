// The engine's words for states, turned into ours.
#include "cli/show/service_status.hpp"

#include <gtest/gtest.h>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

engine::ContainerSummary container(const std::string& service, const std::string& state,
                                   const std::string& status) {
  engine::ContainerSummary made;
  made.id = "id-" + service;
  made.name = "shop-" + service + "-1";
  made.image = "image";
  made.state = state;
  made.status = status;
  made.labels[model::labels::kService] = service;
  return made;
}

model::Stack stack_of(const std::vector<std::string>& names) {
  model::Stack stack;
  for (const auto& name : names) {
    stack.services[name].name = name;
    stack.services[name].image = "declared";
  }
  return stack;
}

ServiceStatus status_of(const engine::ContainerSummary& made, bool is_job = false,
                        const host::StateStore::Record& readiness = {}) {
  auto stack = stack_of({"x"});
  stack.services["x"].is_job = is_job;
  return service_statuses(stack, {made}, readiness).front();
}

TEST(ServiceStatus, WordsOfTheEngine) {
  EXPECT_EQ(health_of("Up 2 minutes (healthy)"), "healthy");
  EXPECT_EQ(health_of("Up 2 minutes (health: starting)"), "starting");
  EXPECT_EQ(health_of("Up 2 minutes"), "");
  EXPECT_EQ(health_of("Up 2 minutes (Paused)"), "");
  EXPECT_EQ(health_of("Exited (1) 2 seconds ago"), "");
  EXPECT_EQ(uptime_of("Up About a minute (healthy)"), "About a minute");
  EXPECT_EQ(uptime_of("Created"), "");
  EXPECT_EQ(exit_code_of("Exited (137) 2 seconds ago"), 137);
  EXPECT_EQ(exit_code_of("Up 2 seconds"), 0);
}

TEST(ServiceStatus, Running) {
  EXPECT_EQ(status_of(container("x", "running", "Up 1 second")).health_text, "-");
  EXPECT_EQ(status_of(container("x", "running", "Up 1 second (health: starting)")).state,
            ServiceState::kStarting);
  EXPECT_EQ(status_of(container("x", "running", "Up 1 second (unhealthy)")).state,
            ServiceState::kFailed);
  const auto proven = status_of(container("x", "running", "Up 1 second (health: starting)"), false,
                                {{"id-x", "then"}});
  EXPECT_EQ(proven.state, ServiceState::kReady);
}

TEST(ServiceStatus, Stopped) {
  EXPECT_EQ(status_of(container("x", "exited", "Exited (0) 1 second ago"), true).state,
            ServiceState::kJobDone);
  EXPECT_EQ(status_of(container("x", "exited", "Exited (1) 1 second ago"), true).state,
            ServiceState::kFailed);
  const auto stopped = status_of(container("x", "exited", "Exited (0) 1 second ago"));
  EXPECT_EQ(stopped.state, ServiceState::kStopped);
  EXPECT_EQ(stopped.state_text, "exited (0)");
}

TEST(ServiceStatus, MissingServicesAndOrphansAreShown) {
  const auto rows = service_statuses(
      stack_of({"api", "db"}),
      {container("aaa", "running", "Up 1 second"), container("db", "running", "Up 1 second")}, {});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].service, "api");
  EXPECT_EQ(rows[0].state_text, "not created");
  EXPECT_EQ(rows[1].service, "db");
  EXPECT_EQ(rows[2].service, "aaa");
}

TEST(ServiceStatus, AStandInSaysSo) {
  auto made = container("x", "running", "Up 1 second");
  made.labels[model::labels::kStandIn] = "postgres";
  EXPECT_EQ(status_of(made).implementation_text, "stand-in for image");
  made.labels[model::labels::kFallback] = "not trusted";
  EXPECT_EQ(status_of(made).implementation_text, "image (not trusted)");
  made.labels[model::labels::kMock] = "1";
  EXPECT_EQ(status_of(made).implementation_text, "mock (not trusted)");
}

}  // namespace
}  // namespace devstack::cli
