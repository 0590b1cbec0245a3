// Each reason why a container no longer fits, and its words.
#include "reconcile/drift.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

/// A stack of one service that is up, and what changes about it.
struct Case {
  const char* name;
  void (*change)(World& world, model::Service& service, ObservedContainer& container);
  const char* cause;  ///< empty: no drift
};

const Case kCases[] = {
    {"nothing", [](World&, model::Service&, ObservedContainer&) {}, ""},
    {"field changed",
     [](World&, model::Service& service, ObservedContainer&) {
       service.config_hash = "new";
       service.field_hashes["environment.LEVEL"] = "new";
     },
     "environment.LEVEL changed"},
    {"field changed, and both values may be shown",
     [](World&, model::Service& service, ObservedContainer& container) {
       container.labels[model::labels::kSpec] = R"({"environment.LEVEL":"1 info","image":"i-db"})";
       service.config_hash = "new";
       service.field_hashes["environment.LEVEL"] = "2";
       service.field_texts["environment.LEVEL"] = "debug";
     },
     "environment.LEVEL info → debug"},
    {"the same hash is the same value, shown or not",
     [](World&, model::Service& service, ObservedContainer& container) {
       container.labels[model::labels::kSpec] = R"({"environment.LEVEL":"e-db","image":"1 old"})";
       service.config_hash = "new";
       service.field_texts["environment.LEVEL"] = "debug";
     },
     "image changed"},
    {"added and removed, with values",
     [](World&, model::Service& service, ObservedContainer& container) {
       container.labels[model::labels::kSpec] =
           R"({"environment.LEVEL":"e-db","image":"i-db","tty":"1 true"})";
       service.config_hash = "new";
       service.field_hashes["command"] = "2";
       service.field_texts["command"] = "[\"a b\"]";
     },
     "command added ([\"a b\"]), tty removed (true)"},
    {"added and removed",
     [](World&, model::Service& service, ObservedContainer&) {
       service.config_hash = "new";
       service.field_hashes.erase("environment.LEVEL");
       service.field_hashes["command"] = "new";
     },
     "command added, environment.LEVEL removed"},
    {"many",
     [](World&, model::Service& service, ObservedContainer&) {
       service.config_hash = "new";
       for (const char* field : {"a", "b", "c", "d", "e"}) service.field_hashes[field] = "x";
     },
     "a added, b added, c added, 2 more"},
    {"unexplained",
     [](World&, model::Service& service, ObservedContainer&) { service.config_hash = "new"; },
     "configuration changed"},
    {"made by another tool",
     [](World&, model::Service& service, ObservedContainer& container) {
       service.config_hash = "new";
       container.labels.clear();
     },
     "configuration changed (the container was not made by devstack)"},
    {"damaged label",
     [](World&, model::Service& service, ObservedContainer& container) {
       service.config_hash = "new";
       container.labels[model::labels::kSpec] = "{";
     },
     "configuration changed"},
    {"content of a config",
     [](World& world, model::Service&, ObservedContainer& container) {
       container.labels[model::labels::kContents] = R"({"configs.app":"old"})";
       world.observed.contents["db"]["configs.app"] = "new";
     },
     "content of configs.app changed"},
    {"content of a secret, the same",
     [](World& world, model::Service&, ObservedContainer& container) {
       container.labels[model::labels::kContents] = R"({"secrets.token":"old"})";
       world.observed.contents["db"]["secrets.token"] = "old";
     },
     ""},
    {"content unknown at the time",
     [](World& world, model::Service&, ObservedContainer&) {
       world.observed.contents["db"]["configs.app"] = "new";
     },
     ""},
    {"image",
     [](World& world, model::Service& service, ObservedContainer&) {
       world.observed.images[service.image]->id = "sha256:newer";
     },
     "image db:1 is another one now"},
    {"image not known",
     [](World& world, model::Service&, ObservedContainer&) { world.observed.images.clear(); }, ""},
};

TEST(FindDrift, Table) {
  for (const Case& each : kCases) {
    World world;
    model::Service& service = world.service("db");
    world.all_is_up();
    each.change(world, service, world.observed.containers.front());
    const auto cause =
        find_drift(world.stack, world.observed, service, world.observed.containers.front());
    EXPECT_EQ(cause ? cause->text : "", each.cause) << each.name;
  }
}

const Case kNetworkCases[] = {
    {"nothing", [](World&, model::Service&, ObservedContainer&) {}, ""},
    {"network gone",
     [](World& world, model::Service&, ObservedContainer&) { world.observed.networks.clear(); },
     "network shop_default is gone"},
    {"network made anew",
     [](World& world, model::Service&, ObservedContainer&) {
       world.observed.networks.at("shop_default").id = "other";
     },
     "network shop_default was made anew"},
    {"detached",
     [](World&, model::Service&, ObservedContainer& container) { container.network_ids.clear(); },
     "not attached to network shop_default"},
    {"stopped, networks not listed",
     [](World&, model::Service&, ObservedContainer& container) {
       container.state = "exited";
       container.network_ids.clear();
     },
     ""},
    {"ended job does not care for networks",
     [](World& world, model::Service& service, ObservedContainer& container) {
       service.is_job = true;
       container.state = "exited";
       world.observed.networks.clear();
     },
     ""},
    {"stopped and detached",
     [](World&, model::Service&, ObservedContainer& container) {
       container.state = "exited";
       container.details.emplace();
     },
     "not attached to network shop_default"},
    {"created, and in no network yet",
     [](World&, model::Service&, ObservedContainer& container) {
       container.state = "created";
       container.details->network_ids.begin()->second.clear();
     },
     ""},
};

TEST(LostNetworks, Table) {
  for (const Case& each : kNetworkCases) {
    World world;
    model::Service& service = world.service("db");
    world.all_is_up();
    ObservedContainer& container = world.observed.containers.front();
    each.change(world, service, container);
    const auto lost = lost_networks(world.stack, world.observed, service, container);
    EXPECT_EQ(lost.empty() ? "" : lost.front().cause.text, each.cause) << each.name;
    EXPECT_FALSE(find_drift(world.stack, world.observed, service, container)) << each.name;
  }
}

TEST(FindDrift, PointsToTheFieldThatChanged) {
  World world;
  model::Service& service = world.service("db");
  world.all_is_up();
  service.config_hash = "new";
  service.field_hashes["image"] = "new";
  const auto cause =
      find_drift(world.stack, world.observed, service, world.observed.containers.front());
  ASSERT_TRUE(cause.has_value());
  EXPECT_EQ(cause->where.line, service.field_spans.at("image").line);
}

TEST(FindDrift, PointsToTheConfigWhoseContentChanged) {
  World world;
  model::Service& service = world.service("db");
  world.stack.configs["app"].span = world.span();
  world.all_is_up();
  ObservedContainer& container = world.observed.containers.front();
  container.labels[model::labels::kContents] = R"({"configs.app":"old"})";
  world.observed.contents["db"]["configs.app"] = "new";
  const auto cause = find_drift(world.stack, world.observed, service, container);
  ASSERT_TRUE(cause.has_value());
  EXPECT_EQ(cause->where.line, world.stack.configs["app"].span.line);
}

}  // namespace
}  // namespace devstack::reconcile
