// What is refused before anything is done.
#include "reconcile/preconditions.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using model::Condition;

/// Codes of the findings, or of the error, joined by blanks.
std::string codes(const World& world) {
  try {
    (void)world.up();
    return "";
  } catch (const ConfigError& error) {
    std::string all;
    for (const Diagnostic& found : error.diagnostics()) {
      all += (all.empty() ? "" : " ") + found.code;
      EXPECT_TRUE(found.where.known()) << found.message;
    }
    return all;
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(Preconditions, ExternalNetworksAndVolumesMustExist) {
  World world;
  world.network("shared").external = true;
  world.volume("data").external = true;
  world.service("db");
  EXPECT_EQ(codes(world), "") << "declared, but not used";
  world.mount("db", "data");
  world.stack.services.at("db").networks.front().network = "shared";
  EXPECT_EQ(codes(world), "DS2030 DS2031");
  world.resources_exist();
  EXPECT_EQ(codes(world), "");
}

TEST(Preconditions, AContainerThatIsMadeNeedsTheValuesOfItsSecrets) {
  World world;
  model::FileReference reference;
  reference.source = "token";
  world.service("db").secrets.push_back(reference);
  model::FileSource& token = world.stack.secrets["token"];
  token.variable = "TOKEN";
  token.span = world.stack.services.at("db").span;
  EXPECT_EQ(codes(world), "DS2032");
  token.content = "";
  EXPECT_EQ(codes(world), "") << "set, and empty";
  token.content.reset();
  world.resources_exist();
  world.container("db");
  EXPECT_EQ(codes(world), "") << "it was given to the container that there is";
}

TEST(Preconditions, HealthyNeedsATestOnceTheImageIsKnown) {
  World world;
  world.service("db").healthcheck.reset();
  world.service("api");
  world.depends("api", "db");
  EXPECT_EQ(codes(world), "") << "the image may have a test";
  world.images_exist();
  EXPECT_EQ(codes(world), "DS3101");
  world.observed.images["db:1"]->health_test = {"CMD", "true"};
  EXPECT_EQ(codes(world), "");
}

TEST(Preconditions, DisabledTestIsKnownWithoutTheImage) {
  World world;
  world.service("db").healthcheck->test = {"NONE"};
  world.service("api");
  world.depends("api", "db");
  EXPECT_EQ(codes(world), "DS3101");
  world.stack.services.at("db").extension.ready = model::ProbeSpec{};
  EXPECT_EQ(codes(world), "");
}

TEST(Preconditions, AnEngineThatIsTooOldIsRefusedBeforeAnythingIsMade) {
  World world;
  world.service("db").volumes.emplace_back().type = model::MountType::kImage;
  world.stack.services.at("db").volumes.back().span = world.span();
  world.network("six").enable_ipv4 = false;
  world.network("six").span = world.span();
  world.service("api").networks.front().network = "six";
  EXPECT_EQ(codes(world), "");
  world.observed.api = {1, 41};
  EXPECT_EQ(codes(world), "DS2020 DS2020");
}

TEST(Preconditions, ProvidersAndModelsAreNotRun) {
  World world;
  world.service("llm").field_spans["models.chat"] = world.span();
  world.service("cloud").field_spans["provider.type"] = world.span();
  world.service("db").field_spans["profiles"] = world.span();
  EXPECT_EQ(codes(world), "DS2022 DS2022");
}

TEST(Preconditions, ForeignNetworkOrVolumeIsNotTouched) {
  for (const char* kind : {"network", "volume"}) {
    World world;
    world.volume("data");
    world.service("db");
    world.mount("db", "data");
    world.resources_exist();
    const bool network = std::string(kind) == "network";
    if (network) world.observed.networks.at("shop_default").ownership = Ownership::kForeign;
    if (!network) world.observed.volumes.at("shop_data").ownership = Ownership::kForeign;
    EXPECT_EQ(codes(world), "DS2107") << kind;
    world.stack.networks.at("default").external = true;
    world.stack.volumes.at("data").external = true;
    EXPECT_EQ(codes(world), "") << kind;
  }
}

TEST(Preconditions, AFixedNameIsForOneContainer) {
  World world;
  model::Service& web = world.service("web");
  web.container_name = "the-web";
  EXPECT_EQ(codes(world), "");
  web.scale = 2;
  EXPECT_EQ(codes(world), "DS1204");
}

TEST(Preconditions, AReadOnlyServiceTakesContentsFromFilesAlone) {
  World world;
  model::Service& web = world.service("web");
  web.read_only = true;
  web.secrets.push_back({"token", "/run/secrets/token", "", "", {}, {}});
  world.stack.secrets["token"].file = "/token";
  EXPECT_EQ(codes(world), "");
  world.stack.secrets["token"].content = "value";
  EXPECT_EQ(codes(world), "DS1204");
  web.read_only = false;
  EXPECT_EQ(codes(world), "");
}

}  // namespace
}  // namespace devstack::reconcile
