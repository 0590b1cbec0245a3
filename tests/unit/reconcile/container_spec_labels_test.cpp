// The labels that Docker Compose 2.40.3 writes, and ours.
#include <gtest/gtest.h>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecLabelsTest = SpecFixture;

TEST_F(ContainerSpecLabelsTest, Labels) {
  service().labels = {{"x", "y"}, {model::labels::kProject, "forged"}};
  service().depends_on = {{"cache", model::Condition::kHealthy, true, true, {}},
                          {"net", model::Condition::kStarted, true, false, {}}};
  world_.stack.profiles = {"dev", "mine"};
  SpecInput in = input();
  in.number = 2;
  in.image_id = "sha256:abc";
  const Value labels = container_spec(in).body["Labels"];
  const std::pair<const char*, const char*> expected[] = {
      {"com.docker.compose.project", "shop"},
      {"com.docker.compose.service", "db"},
      {"com.docker.compose.version", "2.40.3"},
      {"com.docker.compose.project.working_dir", "/home/dev/shop"},
      {"com.docker.compose.project.config_files", "/home/dev/shop/stack.yaml"},
      {"com.docker.compose.oneoff", "False"},
      {"com.docker.compose.config-hash", "hash-db"},
      {"com.docker.compose.container-number", "2"},
      {"com.docker.compose.depends_on", "cache:service_healthy:true,net:service_started:false"},
      {"com.docker.compose.image", "sha256:abc"},
      {"devstack.project-id", "0123456789abcdef"},
      {"devstack.profiles", "dev,mine"},
      {"devstack.spec", R"({"environment.LEVEL":"e-db","image":"i-db"})"},
      {"x", "y"},
  };
  for (const auto& [label, value] : expected) EXPECT_EQ(labels[label].as_string(), value) << label;
  EXPECT_EQ(labels.members().size(), std::size(expected));
}

}  // namespace
}  // namespace devstack::reconcile
