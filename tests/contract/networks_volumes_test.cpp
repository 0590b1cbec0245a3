#include "contract/contract_fixture.hpp"

namespace devstack::engine {
namespace {

class NetworksAndVolumes : public ContractTest {
 protected:
  Value named(const std::string& name) const {
    Value body;
    body.set("Name", name);
    body.set("Labels", labels_of(label));
    return body;
  }
  std::string create_network(const std::string& name) {
    const auto id = run(client.create_network(named(name)));
    EXPECT_TRUE(id);
    at_end([this, name] { run(client.remove_network(name)); });
    return id.value_or("");
  }
};

TEST_F(NetworksAndVolumes, NetworksAreCreatedListedAndRemoved) {
  const std::string name = unique_name();
  const std::string id = create_network(name);
  EXPECT_EQ(run(client.create_network(named(name))), std::nullopt);
  const auto rows = run(client.list_networks({"devstack.contract=" + label}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, id);
  EXPECT_EQ(rows[0].name, name);
  EXPECT_EQ(run(client.inspect_network(name))->id, id);
  EXPECT_EQ(run(client.remove_network(id)), RemoveResult::kRemoved);
  EXPECT_EQ(run(client.remove_network(id)), RemoveResult::kNotFound);
  EXPECT_FALSE(run(client.inspect_network(id)));
}

TEST_F(NetworksAndVolumes, NetworksInUseStay) {
  const std::string name = unique_name();
  const std::string network = create_network(name);
  const std::string container = create_and_start(kSleeper);
  Value body;
  body.set("Container", container);
  run(client.connect_network(network, std::move(body)));
  EXPECT_EQ(run(client.inspect_network(network))->container_ids,
            std::vector<std::string>{container});
  // Podman's containers know their networks by name only.
  EXPECT_EQ(run(client.inspect_container(container))->network_ids.at(name),
            client.is_podman() ? "" : network);
  try {
    run(client.remove_network(network));
    ADD_FAILURE() << "it was removed";
  } catch (const EngineError& error) {
    EXPECT_EQ(error.status(), 403) << error.what();
  }
}

TEST_F(NetworksAndVolumes, ContainersLeaveNetworks) {
  const std::string name = unique_name();
  const std::string network = create_network(name);
  const std::string container = create_and_start(kSleeper);
  Value body;
  body.set("Container", container);
  run(client.connect_network(network, std::move(body)));
  run(client.disconnect_network(name, container));
  EXPECT_FALSE(run(client.inspect_container(container))->network_ids.contains(name));
  run(client.disconnect_network(name, container));
}

TEST_F(NetworksAndVolumes, VolumesAreCreatedListedAndRemoved) {
  const std::string name = unique_name();
  at_end([this, name] { run(client.remove_volume(name)); });
  run(client.create_volume(named(name)));
  run(client.create_volume(named(name)));
  const auto rows = run(client.list_volumes({"devstack.contract=" + label}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].name, name);
  const auto details = run(client.inspect_volume(name));
  ASSERT_TRUE(details);
  EXPECT_EQ(details->driver, "local");
  EXPECT_NE(details->created_at, "");
  EXPECT_EQ(run(client.remove_volume(name)), RemoveResult::kRemoved);
  EXPECT_EQ(run(client.remove_volume(name)), RemoveResult::kNotFound);
  EXPECT_FALSE(run(client.inspect_volume(name)));
}

TEST_F(NetworksAndVolumes, VolumesAreMeasured) {
  const std::string name = unique_name();
  at_end([this, name] { run(client.remove_volume(name)); });
  run(client.create_volume(named(name)));
  std::size_t hits = 0;
  for (const VolumeSummary& volume : run(client.volume_usage())) {
    if (volume.name != name) continue;
    ++hits;
    EXPECT_EQ(volume.size_bytes, 0);
    EXPECT_EQ(volume.reference_count, 0);
  }
  EXPECT_EQ(hits, 1U);
}

TEST_F(NetworksAndVolumes, VolumesInUseStay) {
  const std::string name = unique_name();
  at_end([this, name] { run(client.remove_volume(name)); });
  run(client.create_volume(named(name)));
  Value mount;
  mount.set("Type", "volume");
  mount.set("Source", name);
  mount.set("Target", "/data");
  Value body = container_body("true");
  body.set_path("HostConfig.Mounts", Value(Value::Array{mount}));
  create(unique_name(), std::move(body));
  try {
    run(client.remove_volume(name));
    ADD_FAILURE() << "it was removed";
  } catch (const EngineError& error) {
    EXPECT_EQ(error.status(), 409) << error.what();
  }
}

}  // namespace
}  // namespace devstack::engine
