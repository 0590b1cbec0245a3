// A stack with one role, for tests of what is told of roles.
#pragma once

#include <chrono>

#include "devstack/model/stack.hpp"

namespace devstack::cli::testing {

inline constexpr std::int64_t kMiB = std::int64_t{1} << 20;

/// Redis (100 MiB, 2 s; chosen) or pulsar (2 GiB, 1 min, a week).
inline model::Substitution bus() {
  model::Substitution role;
  role.role = "event-bus";
  role.default_choice = "redis";
  role.chosen = "redis";
  role.adapter = "EventBus";
  role.status = "under evaluation";
  role.candidates = {"Kafka"};
  role.mandatory_in = {"dev"};
  role.facts = {{"tenancy", {{"redis", "key prefix"}, {"pulsar", "namespaces"}}}};
  role.choices.resize(2);
  model::Choice& redis = role.choices[0];
  redis.name = "redis";
  redis.services = {{"redis", {}}};
  redis.environment = {{"EVENT_BUS", {"redis", {}}}};
  redis.memory = 100 * kMiB;
  redis.startup = std::chrono::seconds(2);
  redis.cost = {{"complexity", "zero"}};
  model::Choice& pulsar = role.choices[1];
  pulsar.name = "pulsar";
  pulsar.services = {{"zk", {}}, {"broker", {}}};
  pulsar.environment = {{"EVENT_BUS", {"pulsar", {}}}};
  pulsar.memory = 2048 * kMiB;
  pulsar.startup = std::chrono::seconds(60);
  pulsar.requires_environment = {"PULSAR_KEY"};
  pulsar.effort = "1 week";
  pulsar.migration = {"deploy it", "switch it"};
  pulsar.why = "namespaces";
  return role;
}

/// redis active, pulsar's services disabled, each with a volume.
inline model::Stack stack_with_bus() {
  model::Stack stack;
  stack.profiles = {"dev"};
  const auto add = [&stack](auto& services, const std::string& name) {
    model::Service& service = services[name];
    service.name = name;
    model::Mount mount;
    mount.type = model::MountType::kVolume;
    mount.source = name + "_data";
    service.volumes.push_back(mount);
    stack.volumes[mount.source].name = "shop_" + mount.source;
  };
  add(stack.services, "redis");
  add(stack.disabled, "zk");
  add(stack.disabled, "broker");
  stack.extension.substitutions = {bus()};
  return stack;
}

}  // namespace devstack::cli::testing
