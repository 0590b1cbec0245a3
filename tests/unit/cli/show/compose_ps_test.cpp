// The JSON of `ps` against what Docker Compose printed.
#include "cli/show/compose_ps.hpp"

#include <gtest/gtest.h>

#include "devstack/base/units.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using namespace std::chrono_literals;

// What Docker Compose 2.40.3 printed for such a container.
constexpr char kCompose[] =
    R"({"Command":"\"docker-entrypoint.s…\"","CreatedAt":"2026-11-21 04:33:20 +0000 UTC",)"
    R"("ExitCode":0,"Health":"healthy","ID":"4561561b5a4b","Image":"redis:7",)"
    R"("Labels":"com.docker.compose.project=shop,com.docker.compose.service=cache",)"
    R"("LocalVolumes":"1","Mounts":"shop_cache,/srv/app/initd…","Name":"shop-cache-1",)"
    R"("Names":"shop-cache-1","Networks":"shop_back","Ports":"127.0.0.1:18999->6379/tcp",)"
    R"("Project":"shop","Publishers":[{"URL":"127.0.0.1","TargetPort":6379,)"
    R"("PublishedPort":18999,"Protocol":"tcp"}],"RunningFor":"5 seconds ago","Service":"cache",)"
    R"json("Size":"0B","State":"running","Status":"Up 5 seconds (healthy)"})json";

TEST(ComposePs, SameDocumentAsDockerCompose) {
  engine::ContainerSummary container;
  container.id = "4561561b5a4b0123456789";
  container.name = "shop-cache-1";
  container.image = "redis:7";
  container.state = "running";
  container.status = "Up 5 seconds (healthy)";
  container.created = *parse_rfc3339("2026-11-21T04:33:20Z");
  container.labels = {{model::labels::kProject, "shop"}, {model::labels::kService, "cache"}};
  container.network_addresses = {{"shop_back", "172.20.0.2"}};
  engine::PublishedPort port;
  port.container_port = 6379;
  port.host_port = 18999;
  port.host_ip = "127.0.0.1";
  container.ports = {port};
  const auto inspection =
      parse_json(R"({"Path":"docker-entrypoint.sh","Args":["redis-server","--appendonly"],)"
                 R"("Mounts":[{"Type":"volume","Name":"shop_cache"},)"
                 R"({"Type":"bind","Source":"/srv/app/initdb.sql"}]})");
  EXPECT_EQ(to_json(compose_ps_entry(container, *inspection, {}, container.created + 5s)),
            kCompose);
}

TEST(ComposePs, Ports) {
  engine::PublishedPort exposed;
  exposed.container_port = 80;
  auto v6 = exposed;
  v6.host_port = 8080;
  v6.host_ip = "::";
  EXPECT_EQ(ports_text({exposed, v6}), "80/tcp, [::]:8080->80/tcp");
  EXPECT_EQ(ports_text({}), "");
}

TEST(ComposePs, HumanDurations) {
  EXPECT_EQ(human_duration(0s), "Less than a second");
  EXPECT_EQ(human_duration(1s), "1 second");
  EXPECT_EQ(human_duration(59s), "59 seconds");
  EXPECT_EQ(human_duration(60s), "About a minute");
  EXPECT_EQ(human_duration(119s), "About a minute");
  EXPECT_EQ(human_duration(45min), "45 minutes");
  EXPECT_EQ(human_duration(1h), "About an hour");
  EXPECT_EQ(human_duration(47h), "47 hours");
  EXPECT_EQ(human_duration(24h * 3), "3 days");
  EXPECT_EQ(human_duration(24h * 21), "3 weeks");
  EXPECT_EQ(human_duration(24h * 90), "3 months");
  EXPECT_EQ(human_duration(24h * 800), "2 years");
}

}  // namespace
}  // namespace devstack::cli
