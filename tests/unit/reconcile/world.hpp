// A desired and an observed state to write in a few words.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "devstack/model/labels.hpp"
#include "devstack/model/names.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/field_label.hpp"

namespace devstack::reconcile {

class World {
 public:
  World() {
    stack.project = "shop";
    stack.directory = "/home/dev/shop";
    stack.id = "0123456789abcdef";
    stack.files = {"/home/dev/shop/stack.yaml"};
    network("default");
  }

  model::Stack stack;
  Observed observed;
  UpOptions options;

  /// A place in the stack file, each time on a new line.
  SourceSpan span() { return {file_, ++line_, 3, 1}; }

  model::Network& network(const std::string& key) {
    model::Network& made = stack.networks[key];
    made.key = key;
    made.name = model::resource_name(stack.project, key);
    made.config_hash = "hash-" + key;
    made.span = span();
    return made;
  }

  model::Volume& volume(const std::string& key) {
    model::Volume& made = stack.volumes[key];
    made.key = key;
    made.name = model::resource_name(stack.project, key);
    made.config_hash = "hash-" + key;
    made.span = span();
    return made;
  }

  /// With a healthcheck, so that it can be waited for.
  model::Service& service(const std::string& name) {
    model::Service& made = stack.services[name];
    fill(made, name);
    return made;
  }

  model::Service& disabled_service(const std::string& name) {
    model::Service& made = stack.disabled[name];
    fill(made, name);
    return made;
  }

  model::Service& job(const std::string& name) {
    model::Service& made = service(name);
    made.is_job = true;
    made.healthcheck.reset();
    return made;
  }

  void depends(const std::string& from, const std::string& to,
               model::Condition condition = model::Condition::kHealthy) {
    stack.services.at(from).depends_on.push_back({to, condition, true, false, span()});
  }

  void mount(const std::string& service, const std::string& key) {
    model::Mount mount;
    mount.source = key;
    mount.target = "/data";
    stack.services.at(service).volumes.push_back(mount);
  }

  void tier(const std::string& name, const std::vector<std::string>& services) {
    model::Tier made;
    made.name = name;
    for (const std::string& service : services) made.services.push_back({service, span()});
    stack.extension.tiers.push_back(std::move(made));
  }

  /// All networks, volumes and images of the stack exist.
  void resources_exist() {
    for (const auto& [key, network] : stack.networks) {
      observed.networks[network.name] = {"id-" + network.name, network.name, key,
                                         network.config_hash, Ownership::kOurs};
    }
    for (const auto& [key, volume] : stack.volumes) {
      observed.volumes[volume.name] = {volume.name, key, volume.config_hash, "2026-01-01T00:00:00Z",
                                       Ownership::kOurs};
    }
    images_exist();
  }

  void images_exist() {
    for (const auto& [name, service] : stack.services) {
      ObservedImage image;
      image.id = image_id(name);
      observed.images[service.image] = image;
    }
  }

  /// As `up` would have left it.
  ObservedContainer& container(const std::string& name, std::size_t number = 1) {
    ObservedContainer made;
    made.service = name;
    made.number = number;
    made.name = model::container_name(stack.project, name, number);
    made.id = id_of(name, number);
    made.state = "running";
    made.image_id = image_id(name);
    const auto declared = stack.services.find(name);
    if (declared != stack.services.end()) {
      made.config_hash = declared->second.config_hash;
      made.labels[model::labels::kSpec] = encode_field_label(field_marks(declared->second));
      for (const auto& attachment : declared->second.networks) {
        const std::string& network = stack.networks.at(attachment.network).name;
        made.network_ids[network] = "id-" + network;
      }
    }
    made.details = details_running();
    made.details->network_ids = made.network_ids;
    observed.readiness[made.id] = readiness_proof(*made.details);
    observed.containers.push_back(std::move(made));
    return observed.containers.back();
  }

  ObservedContainer& exited(const std::string& name, int exit_code) {
    ObservedContainer& made = container(name);
    made.state = "exited";
    made.details->running = false;
    made.details->exit_code = exit_code;
    return made;
  }

  /// Everything of the stack runs and is ready; jobs have succeeded.
  void all_is_up() {
    resources_exist();
    for (const auto& [name, service] : stack.services) {
      if (service.is_job) {
        exited(name, 0);
      } else {
        container(name);
      }
    }
  }

  /// 64 digits that begin with letters of the name, told apart by number.
  static std::string id_of(const std::string& name, std::size_t number = 1) {
    std::string id;
    for (const char c : name) id += "0123456789abcdef"[static_cast<unsigned char>(c) % 16];
    id += std::to_string(number);
    id.resize(64, '0');
    return id;
  }

  [[nodiscard]] Plan up() const { return plan_up(stack, observed, options); }

 private:
  static std::string image_id(const std::string& name) { return "sha256:" + name; }

  static engine::ContainerDetails details_running() {
    engine::ContainerDetails details;
    details.running = true;
    details.started_at = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    return details;
  }

  void fill(model::Service& made, const std::string& name) {
    made.name = name;
    made.span = span();
    made.image = name + ":1";
    made.config_hash = "hash-" + name;
    made.field_hashes = {{"image", "i-" + name}, {"environment.LEVEL", "e-" + name}};
    made.field_spans = {{"image", span()}, {"environment.LEVEL", span()}};
    made.networks.push_back({});
    made.networks.back().network = "default";
    model::Healthcheck check;
    check.test = {"CMD", "true"};
    made.healthcheck = check;
  }

  std::shared_ptr<const SourceFile> file_ =
      std::make_shared<const SourceFile>(SourceFile{"stack.yaml", ""});
  std::uint32_t line_ = 0;
};

/// Compares with tests/golden/plans/NAME.txt; UPDATE_GOLDEN=1 rewrites that file.
inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(DEVSTACK_TEST_GOLDEN) + "/plans/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream stream(path, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_EQ(text, expected) << "in " << path;
}

}  // namespace devstack::reconcile
