#include "cli/show/compose_volumes.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(ComposeVolumes, SameDocumentAsDockerCompose) {
  engine::VolumeSummary volume;
  volume.name = "shop_data";
  volume.driver = "local";
  volume.mountpoint = "/var/lib/docker/volumes/shop_data/_data";
  volume.scope = "local";
  volume.labels = {{"a", "1"}, {"b", "2"}};
  EXPECT_EQ(to_json(compose_volume_entry(volume)),
            R"({"Availability":"N/A","Driver":"local","Group":"N/A","Labels":"a=1,b=2",)"
            R"("Links":"N/A","Mountpoint":"/var/lib/docker/volumes/shop_data/_data",)"
            R"("Name":"shop_data","Scope":"local","Size":"N/A","Status":"N/A"})");
}

}  // namespace
}  // namespace devstack::cli
