#include "cli/project/capabilities.hpp"

#include <gmock/gmock.h>

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> lines(const model::Stack& stack) {
  std::vector<std::string> found;
  for (const auto& one : capabilities_of(stack)) {
    found.push_back(one.kind + " | " + one.service + " | " + one.text);
  }
  return found;
}

model::Mount bind(const std::string& source, bool read_only = false) {
  model::Mount mount;
  mount.type = model::MountType::kBind;
  mount.source = source;
  mount.target = "/x";
  mount.read_only = read_only;
  return mount;
}

class CapabilitiesTest : public testing::Test {
 protected:
  CapabilitiesTest() {
    stack_.directory = "/home/dev/shop";
    service("api");
  }
  model::Service& service(const std::string& name) {
    stack_.services[name].name = name;
    return stack_.services[name];
  }

  model::Stack stack_;
};

TEST_F(CapabilitiesTest, APlainServiceAsksForNothing) {
  auto& api = service("api");
  api.volumes = {bind("/home/dev/shop/src"), bind("/home/dev/shop")};
  api.volumes.push_back({});
  api.ports = {{80, "8080", "127.0.0.1", "tcp", {}}, {81, "", "", "tcp", {}}};
  EXPECT_THAT(lines(stack_), IsEmpty());
}

TEST_F(CapabilitiesTest, EachKindIsNamedHostCommandsFirst) {
  auto& api = service("api");
  api.privileged = true;
  api.use_api_socket = true;
  api.volumes = {bind("/var/run/docker.sock"), bind("/home/dev/shop/../other", true),
                 bind("/home/dev/shopping")};
  api.network_mode = "host";
  api.pid = "host";
  api.ports = {{80, "8080", "", "tcp", {}}, {53, "53", "0.0.0.0", "udp", {}}};
  service("llm").extension.process.emplace();
  stack_.services["llm"].extension.process->command = {"./llm.sh", "a b"};
  EXPECT_THAT(
      lines(stack_),
      ElementsAre(
          "host command | llm | ./llm.sh 'a b'", "privileged | api | all of the host's devices",
          "docker socket | api | use_api_socket", "docker socket | api | /var/run/docker.sock",
          "bind outside | api | /home/dev/other (read only)",
          "bind outside | api | /home/dev/shopping", "host namespace | api | network_mode: host",
          "host namespace | api | pid: host", "published to all | api | 8080/tcp",
          "published to all | api | 53/udp"));
}

TEST_F(CapabilitiesTest, ServicesOfInactiveProfilesCountAsWell) {
  auto& other = stack_.disabled["other"];
  other.name = "other";
  other.privileged = true;
  EXPECT_THAT(lines(stack_), ElementsAre("privileged | other | all of the host's devices"));
}

}  // namespace
}  // namespace devstack::cli
