// A stack with a database that is dumped, one that is copied, a cache, a volume of two services, an
// external one, and a service without data.
#pragma once

#include "devstack/model/stack.hpp"

namespace devstack::data {

inline model::Mount mount_of(const std::string& key) {
  model::Mount mount;
  mount.type = model::MountType::kVolume;
  mount.source = key;
  mount.target = "/data";
  return mount;
}

inline model::Stack sample_stack() {
  model::Stack stack;
  stack.project = "shop";
  stack.id = "0123";
  stack.directory = "/";
  for (const char* key : {"db_data", "vectors", "cache", "shared"}) {
    stack.volumes[key].key = key;
    stack.volumes[key].name = std::string("shop_") + key;
  }
  stack.volumes["others"].key = "others";
  stack.volumes["others"].name = "others";
  stack.volumes["others"].external = true;
  const auto add = [&stack](const std::string& name, const std::string& image,
                            const std::vector<std::string>& volumes, const std::string& role) {
    auto& service = stack.services[name];
    service.name = name;
    service.image = image;
    service.extension.role = role;
    for (const auto& key : volumes) service.volumes.push_back(mount_of(key));
  };
  add("db", "postgres:15-alpine", {"db_data", "others"}, "database");
  stack.services["db"].extension.backup = model::Backup{"pg_dump", "psql", "", {}};
  add("vector", "chroma:1.0", {"vectors", "shared"}, "database");
  add("redis", "redis:7-alpine", {"cache"}, "cache");
  add("worker", "worker", {"shared"}, "");
  add("api", "api", {}, "");
  return stack;
}

}  // namespace devstack::data
