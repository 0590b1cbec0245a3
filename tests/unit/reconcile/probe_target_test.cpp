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
  probe::Target target(const ObservedImage* image = nullptr) {
    return run(probe_target(client_, service_, container_, image));
  }

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

TEST_F(ProbeTarget, KnowsTcpPortsOfTheFileBeforeThoseOfTheImage) {
  ObservedImage image;
  image.exposed_ports = {"53/udp", "9000/tcp", "7000-7010"};
  EXPECT_EQ(target().cheap_port, 0);
  EXPECT_EQ(target(&image).cheap_port, 9000);

  model::Port udp, tcp;
  udp.target = 53;
  udp.protocol = "udp";
  tcp.target = 8080;
  service_.ports = {udp, tcp};
  service_.expose = {"8081", "70000"};
  const probe::Target found = target(&image);
  EXPECT_EQ(found.cheap_port, 8080);
  EXPECT_EQ(found.more_cheap_ports, Ports{8081});
}

}  // namespace
}  // namespace devstack::reconcile
