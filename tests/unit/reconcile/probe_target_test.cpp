#include "devstack/reconcile/probe_target.hpp"

#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

using Ports = std::vector<std::uint16_t>;

class ProbeTarget : public RunnerFixture {
 protected:
  ProbeTarget() {
    container_.id = "c1";
    container_.network_addresses = {{"none", ""}, {"shop_default", "172.20.0.5"}};
  }
  probe::Target target() { return run(probe_target(client_, service_, container_)); }

  model::Service& service_ = world_.service("api");
  engine::ContainerDetails container_;
};

TEST_F(ProbeTarget, TakesTheFirstAddressThereIs) {
  container_.tty = true;
  const probe::Target found = target();
  EXPECT_EQ(found.service, "api");
  EXPECT_EQ(found.container_id, "c1");
  EXPECT_EQ(found.address, "172.20.0.5");
  EXPECT_TRUE(found.tty);
  EXPECT_TRUE(transport_.seen.empty());
}

TEST_F(ProbeTarget, OfTheHostsNetworkIsThisHost) {
  container_.network_mode = "host";
  EXPECT_EQ(target().address, "127.0.0.1");
}

TEST_F(ProbeTarget, InAnothersNetworkHasTheOthersAddressAndPorts) {
  container_.network_mode = "container:c2";
  on("GET /containers/c2/json", 200,
     R"({"Id":"c2","NetworkSettings":{"Networks":{"n":{"IPAddress":"172.20.0.9"}},
         "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}]}}})");
  const probe::Target found = target();
  EXPECT_EQ(found.container_id, "c1");
  EXPECT_EQ(found.address, "172.20.0.9");
  ASSERT_EQ(found.published.size(), 1U);
  EXPECT_EQ(found.published[0].host_port, 8080);
}

// A port that is only exposed may never open, and must not hold up a service whose test passes.
TEST_F(ProbeTarget, KnowsPublishedTcpPortsAlone) {
  EXPECT_EQ(target().cheap_port, 0);

  service_.expose = {"8081"};
  EXPECT_EQ(target().cheap_port, 0);

  model::Port udp, tcp, other;
  udp.target = 53;
  udp.protocol = "udp";
  tcp.target = 8080;
  other.target = 9090;
  service_.ports = {udp, tcp, other};
  const probe::Target found = target();
  EXPECT_EQ(found.cheap_port, 8080);
  EXPECT_EQ(found.more_cheap_ports, Ports{9090});
}

}  // namespace
}  // namespace devstack::reconcile
