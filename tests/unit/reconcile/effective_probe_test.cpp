// Precedence of readiness tests, and the deadline that follows from a healthcheck.
#include <gtest/gtest.h>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {
namespace {

using model::ProbeOrigin;
using namespace std::chrono_literals;

model::Healthcheck check(std::vector<std::string> test) {
  model::Healthcheck made;
  made.test = std::move(test);
  return made;
}

ObservedImage image(std::vector<std::string> test) {
  ObservedImage made;
  made.health_test = std::move(test);
  return made;
}

std::vector<std::string> command(const model::ProbeSpec& spec) {
  const auto* exec = std::get_if<model::ExecProbe>(&spec.kind);
  return exec == nullptr ? std::vector<std::string>{} : exec->command;
}

TEST(EffectiveProbe, ReadyComesFirst) {
  model::Service service;
  service.extension.ready = model::ProbeSpec{};
  service.extension.ready->kind = model::TcpProbe{5432};
  service.extension.ready->within = 7s;
  service.healthcheck = check({"CMD", "true"});
  const auto spec = effective_probe(service, nullptr);
  EXPECT_EQ(spec.origin, ProbeOrigin::kReady);
  EXPECT_TRUE(std::holds_alternative<model::TcpProbe>(spec.kind));
  EXPECT_EQ(spec.within, 7s);
}

TEST(EffectiveProbe, HealthcheckOfTheFileThenOfTheImageThenRunning) {
  model::Service service;
  const ObservedImage tested = image({"CMD-SHELL", "curl -f localhost"});
  EXPECT_EQ(effective_probe(service, nullptr).origin, ProbeOrigin::kNone);
  auto spec = effective_probe(service, &tested);
  EXPECT_EQ(spec.origin, ProbeOrigin::kImage);
  EXPECT_EQ(command(spec), (std::vector<std::string>{"/bin/sh", "-c", "curl -f localhost"}));
  service.healthcheck = check({"CMD", "pg_isready", "-U", "app"});
  spec = effective_probe(service, &tested);
  EXPECT_EQ(spec.origin, ProbeOrigin::kHealthcheck);
  EXPECT_EQ(command(spec), (std::vector<std::string>{"pg_isready", "-U", "app"}));
}

TEST(EffectiveProbe, DisabledTestHidesThatOfTheImage) {
  model::Service service;
  service.healthcheck = check({"NONE"});
  const ObservedImage tested = image({"CMD", "true"});
  EXPECT_EQ(effective_probe(service, &tested).origin, ProbeOrigin::kNone);
  EXPECT_EQ(effective_probe({}, nullptr).origin, ProbeOrigin::kNone);
  const ObservedImage disabled = image({"NONE"});
  EXPECT_EQ(effective_probe({}, &disabled).origin, ProbeOrigin::kNone);
}

TEST(EffectiveProbe, HealthcheckWithoutTestChangesTheTimingOfTheImages) {
  model::Service service;
  service.healthcheck = check({});
  service.healthcheck->interval = 50s;
  ObservedImage tested = image({"CMD", "true"});
  tested.health_timeout = 10s;
  tested.health_retries = 2;
  const auto spec = effective_probe(service, &tested);
  EXPECT_EQ(spec.origin, ProbeOrigin::kImage);
  EXPECT_EQ(spec.within, 120s);
  EXPECT_EQ(spec.timeout, 10s);
}

TEST(EffectiveProbe, DeadlineIsTheWorstCaseButAtLeastAMinute) {
  model::Service service;
  service.healthcheck = check({"CMD", "true"});
  EXPECT_EQ(effective_probe(service, nullptr).within, 180s) << "the engine's defaults";
  service.healthcheck->interval = 1s;
  service.healthcheck->timeout = 2s;
  service.healthcheck->retries = 4;
  EXPECT_EQ(effective_probe(service, nullptr).within, 60s);
  service.healthcheck->start_period = 90s;
  EXPECT_EQ(effective_probe(service, nullptr).within, 102s);
}

}  // namespace
}  // namespace devstack::reconcile
