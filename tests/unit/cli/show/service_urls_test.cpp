// Addresses of published ports.
#include "cli/show/service_urls.hpp"

#include <gmock/gmock.h>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;

engine::PublishedPort port(std::uint16_t inside, std::uint16_t outside,
                           const std::string& ip = "0.0.0.0") {
  engine::PublishedPort made;
  made.container_port = inside;
  made.host_port = outside;
  made.host_ip = ip;
  return made;
}

model::Service service(const std::string& name, const std::string& image) {
  model::Service made;
  made.name = name;
  made.image = image;
  return made;
}

TEST(ServiceUrls, SchemesOfKnownServers) {
  auto db = service("db", "postgres:15-alpine");
  db.environment = {{"POSTGRES_USER", "app"}, {"POSTGRES_DB", "shop"}, {"POSTGRES_PASSWORD", "s"}};
  EXPECT_THAT(service_urls(db, {{"db", {port(5432, 5433)}}}),
              ElementsAre("postgres://app:***@localhost:5433/shop"));
  EXPECT_THAT(service_urls(service("r", "redis:7"), {{"r", {port(6379, 6379)}}}),
              ElementsAre("redis://localhost:6379"));
  EXPECT_THAT(service_urls(service("x", "x"), {{"x", {port(8080, 80), port(7777, 7777)}}}),
              ElementsAre("http://localhost:80", "localhost:7777"));
}

TEST(ServiceUrls, AnHttpProbeTellsTheScheme) {
  auto api = service("api", "x");
  model::ProbeSpec spec;
  model::HttpProbe http;
  http.port = 7777;
  spec.kind = http;
  api.extension.ready = spec;
  EXPECT_THAT(service_urls(api, {{"api", {port(7777, 1234)}}}),
              ElementsAre("http://localhost:1234"));
}

TEST(ServiceUrls, BothBindingsOfOnePortAreOneAddress) {
  EXPECT_THAT(service_urls(service("x", "x"), {{"x", {port(1, 2, "0.0.0.0"), port(1, 2, "::")}}}),
              ElementsAre("localhost:2"));
}

TEST(ServiceUrls, Hosts) {
  EXPECT_EQ(reachable_host(""), "localhost");
  EXPECT_EQ(reachable_host("127.0.0.1"), "localhost");
  EXPECT_EQ(reachable_host("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(reachable_host("fe80::1"), "[fe80::1]");
}

TEST(ServiceUrls, OnlyRunningContainersPublish) {
  engine::ContainerSummary running;
  running.state = "running";
  running.labels[model::labels::kService] = "web";
  running.ports = {port(80, 8080), port(81, 0)};
  auto stopped = running;
  stopped.state = "exited";
  stopped.labels[model::labels::kService] = "old";
  const auto ports = published_ports({running, stopped});
  EXPECT_EQ(ports.size(), 1U);
  EXPECT_EQ(published_address(ports, "web", 80), "localhost:8080");
  EXPECT_EQ(published_address(ports, "web", 81), std::nullopt);
  EXPECT_EQ(published_address(ports, "old", 80), std::nullopt);
}

}  // namespace
}  // namespace devstack::cli
