// Which host ports have to be free before a plan begins.
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

void publish(World& world, const std::string& service, const std::string& published,
             const std::string& protocol = "tcp") {
  model::Port port;
  port.target = 80;
  port.published = published;
  port.protocol = protocol;
  port.span = world.span();
  world.stack.services.at(service).ports.push_back(port);
}

std::string wanted(const World& world) {
  std::string text;
  for (const WantedPort& port : wanted_ports(world.stack, world.observed, world.up())) {
    if (!text.empty()) text += ' ';
    text += port.service + ":" + std::to_string(port.port) + "/" + port.protocol;
  }
  return text;
}

TEST(WantedPorts, OfServicesThatWillStart) {
  World world;
  world.service("db");
  world.service("web");
  publish(world, "db", "5432");
  publish(world, "web", "8080");
  publish(world, "web", "8080", "udp");
  EXPECT_EQ(wanted(world), "db:5432/tcp web:8080/tcp web:8080/udp");
  world.resources_exist();
  world.container("db");
  EXPECT_EQ(wanted(world), "web:8080/tcp web:8080/udp");
}

TEST(WantedPorts, RangesAndFreeChoiceWantNoneInParticular) {
  World world;
  world.service("web");
  publish(world, "web", "");
  publish(world, "web", "8000-8010");
  EXPECT_EQ(wanted(world), "");
}

TEST(WantedPorts, WhatThePlanItselfFreesIsFree) {
  World world;
  world.service("web");
  publish(world, "web", "8080");
  world.resources_exist();
  ObservedContainer& container = world.container("web");
  container.config_hash = "older";
  container.ports.push_back({80, "tcp", "0.0.0.0", 8080});
  EXPECT_EQ(wanted(world), "");
  container.ports.front().host_port = 9090;
  EXPECT_EQ(wanted(world), "web:8080/tcp");
}

}  // namespace
}  // namespace devstack::reconcile
