// What the tests of container_spec share: a service to change, and its body to look at.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "devstack/reconcile/container_spec.hpp"
#include "world.hpp"

namespace devstack::reconcile {

using model::Service;

inline constexpr engine::ApiVersion kNewest{1, 51};
inline constexpr engine::ApiVersion kOldest{1, 41};

/// One key: how it is written, where it goes, what it becomes.
struct Row {
  const char* key;
  void (*set)(Service& service);
  const char* path;
  const char* json;
};

/// A service without a healthcheck on the default network.
class SpecFixture : public ::testing::Test {
 protected:
  SpecFixture() { service().healthcheck.reset(); }

  Service& service() {
    auto& services = world_.stack.services;
    return services.contains("db") ? services.at("db") : world_.service("db");
  }
  [[nodiscard]] SpecInput input(engine::ApiVersion api = kNewest) {
    return {.stack = world_.stack,
            .service = service(),
            .image = "db:1",
            .api = api,
            .container_ids = {{"peer", "peer-id"}},
            .named_containers = {{"other", "other-id"}},
            .inherited_volumes = {}};
  }
  [[nodiscard]] std::string at(std::string_view path, engine::ApiVersion api = kNewest) {
    return json_at(container_spec(input(api)).body, path);
  }
  /// Compact JSON of the member at a dotted path.
  static std::string json_at(const Value& body, std::string_view path) {
    const Value* value = &body;
    while (!path.empty()) {
      const std::size_t dot = path.find('.');
      value = &(*value)[path.substr(0, dot)];
      path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return to_json(*value);
  }

  void check(std::span<const Row> rows) {
    const Service plain = service();
    for (const Row& row : rows) {
      service() = plain;
      row.set(service());
      EXPECT_EQ(at(row.path), row.json) << row.key;
    }
  }

  World world_;
};

}  // namespace devstack::reconcile
