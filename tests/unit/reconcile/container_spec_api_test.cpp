// Old engines: what each Engine API from 1.41 to 1.51 refuses, and where that stands.
#include <gtest/gtest.h>

#include <chrono>
#include <iterator>
#include <string>

#include "devstack/base/diagnostic.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

/// A key of the file and the minor version of the Engine API 1.x that brought it.
struct NewKey {
  const char* key;
  int minor;
  void (*set)(Service& service);
};

const NewKey kNewKeys[] = {
    {"annotations", 43, [](Service& s) { s.field_spans["annotations.a"] = s.span; }},
    {"healthcheck.start_interval", 44,
     [](Service& s) { s.healthcheck.emplace().start_interval = std::chrono::seconds{1}; }},
    {"a second mac_address", 44,
     [](Service& s) {
       s.networks.front().mac_address = "02:42:ac:11:65:43";
       s.networks.push_back(s.networks.front());
     }},
    {"volumes.bind.recursive", 44,
     [](Service& s) {
       s.volumes.emplace_back().type = model::MountType::kBind;
       s.volumes.back().bind_recursive = "readonly";
     }},
    {"volumes.volume.subpath", 45,
     [](Service& s) { s.volumes.emplace_back().volume_subpath = "a"; }},
    {"volumes.type: image", 48,
     [](Service& s) { s.volumes.emplace_back().type = model::MountType::kImage; }},
    {"networks.gw_priority", 48, [](Service& s) { s.networks.front().gw_priority = 1; }},
    {"networks.interface_name", 49, [](Service& s) { s.networks.front().interface_name = "e7"; }},
};

using ContainerSpecApiTest = SpecFixture;

TEST_F(ContainerSpecApiTest, EachKeyFromTheVersionThatBroughtIt) {
  const Service plain = service();
  for (int minor = kOldest.minor; minor <= kNewest.minor; ++minor) {
    for (const NewKey& row : kNewKeys) {
      service() = plain;
      row.set(service());
      Diagnostics found;
      check_api_version(service(), {1, minor}, found);
      ASSERT_EQ(found.all().size(), minor < row.minor ? 1U : 0U) << row.key << " 1." << minor;
      if (minor >= row.minor) continue;
      const Diagnostic& first = found.all().front();
      EXPECT_EQ(first.code, "DS2020");
      EXPECT_NE(first.message.find(row.key), std::string::npos) << first.message;
      EXPECT_NE(first.message.find("needs Engine API 1." + std::to_string(row.minor)),
                std::string::npos)
          << first.message;
      EXPECT_NE(first.message.find("speaks 1." + std::to_string(minor)), std::string::npos);
    }
  }
}

TEST_F(ContainerSpecApiTest, AllFindingsTogether) {
  for (const NewKey& row : kNewKeys) row.set(service());
  Diagnostics found;
  check_api_version(service(), kOldest, found);
  // The second network is a copy of the first, with all that was set on it.
  EXPECT_GE(found.all().size(), std::size(kNewKeys));
}

TEST_F(ContainerSpecApiTest, BindsThatAreNotRecursiveAreOld) {
  service().volumes.emplace_back().type = model::MountType::kBind;
  service().volumes.back().bind_recursive = "disabled";
  Diagnostics found;
  check_api_version(service(), kOldest, found);
  EXPECT_TRUE(found.all().empty());
}

TEST_F(ContainerSpecApiTest, NetworksWithoutOldAddresses) {
  model::Network& network = world_.network("six");
  network.enable_ipv4 = false;
  Diagnostics old, young;
  check_api_version(network, {1, 46}, old);
  check_api_version(network, {1, 47}, young);
  EXPECT_EQ(old.all().size(), 1U);
  EXPECT_TRUE(young.all().empty());
}

}  // namespace
}  // namespace devstack::reconcile
