// Edges that follow from a stack, ports that are known, and reports of the client.
#include "cli/check/check_edges.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using Ports = std::vector<std::uint16_t>;

model::Service service(const std::string& name, const std::string& image) {
  model::Service made;
  made.name = name;
  made.image = image;
  return made;
}

TEST(CheckEdges, FollowDependenciesAndPublishedPorts) {
  model::Stack stack;
  auto db = service("db", "postgres:15");
  db.ports.push_back({5432, "5433", "", "tcp", {}});
  auto job = service("migrate", "postgres:15");
  job.is_job = true;
  auto api = service("api", "shop/api");
  api.expose = {"80", "53/udp"};
  api.depends_on = {{"db", model::Condition::kHealthy, true, false, {}},
                    {"migrate", model::Condition::kCompletedSuccessfully, true, false, {}}};
  auto web = service("web", "shop/web");
  web.depends_on = {{"api", model::Condition::kStarted, true, false, {}}};
  for (const auto& one : {db, job, api, web}) stack.services[one.name] = one;
  std::vector<std::string> names;
  for (const auto& edge : derived_edges(stack)) names.push_back(edge.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"api to db:5432", "web to api:80", "host to db:5432"}));
}

TEST(CheckEdges, KnownPorts) {
  EXPECT_EQ(known_ports(service("cache", "docker.io/library/redis:7-alpine")), Ports{6379});
  EXPECT_EQ(known_ports(service("api", "shop/api")), Ports{});
  auto mock = service("llm", "devstack/mock:1");
  mock.environment["DEVSTACK_MOCK_HTTP"] = "8009";
  mock.environment["DEVSTACK_MOCK_TCP"] = "9000, 9001";
  EXPECT_EQ(known_ports(mock), (Ports{8009, 9000, 9001}));
  auto probed = service("api", "shop/api");
  probed.extension.ready.emplace().kind = model::TcpProbe{7000};
  EXPECT_EQ(known_ports(probed), Ports{7000});
}

TEST(CheckEdges, PortsOfImages) {
  EXPECT_EQ(ports_of_image("rabbitmq:3.12-management"), (Ports{5672, 15672, 15692}));
  EXPECT_EQ(ports_of_image("mongodb/mongodb-atlas-local"), Ports{27017});
  EXPECT_EQ(ports_of_image("postgresish"), Ports{});
}

TEST(CheckEdges, ReachReport) {
  const auto lines = parse_reach_report("ok 3 db:5432\nfailed 20 x:1 no such name\nnoise\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines.at("db:5432").ok);
  EXPECT_EQ(lines.at("db:5432").took, Duration{3});
  EXPECT_EQ(lines.at("x:1").error, "no such name");
}

}  // namespace
}  // namespace devstack::cli
