// Choices of roles through a whole load: who decides, what becomes active, what variables say.
#include "load/choose_roles.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;
using Contents = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

constexpr char kStack[] = R"(services:
  redis: {image: x}
  zk: {image: x, profiles: [pulsar]}
  broker: {image: x, profiles: [pulsar], depends_on: [zk]}
  api:
    image: x
    environment: {BUS: "$EVENT_BUS"}
    depends_on:
      redis: {condition: service_started, required: false}
      broker: {condition: service_started, required: false}
x-devstack:
  substitutions:
    bus:
      default: redis
      mandatory_in: [dev]
      choices:
        redis: {services: [redis], env: {EVENT_BUS: redis}}
        pulsar: {services: [broker], env: {EVENT_BUS: pulsar, NODES: "3"}}
        cloud: {env: {EVENT_BUS: "${CLOUD:-sqs}"}, requires_env: [KEY]}
)";

Loaded load(Contents contents, LoadRequest request = {}) {
  contents.try_emplace("/p/stack.yaml", kStack);
  const MemoryFiles memory(std::move(contents));
  request.working_directory = "/p";
  return load_stack(request, memory.files());
}

Loaded use(const std::string& choice, Contents contents = {}) {
  LoadRequest request;
  request.use = {{"bus", choice}};
  return load(std::move(contents), request);
}

Names active(const Loaded& loaded) {
  Names names;
  for (const auto& [name, service] : loaded.stack.services) names.push_back(name);
  return names;
}

std::string bus_of(const Loaded& loaded) {
  return loaded.stack.services.at("api").environment.at("BUS").value_or("");
}

const model::Substitution& role(const Loaded& loaded) {
  return loaded.stack.extension.substitutions.at(0);
}

TEST(ChooseRoles, TheDefaultFeedsInterpolation) {
  const Loaded loaded = load({});
  EXPECT_FALSE(loaded.diagnostics.has_errors());
  EXPECT_EQ(active(loaded), (Names{"api", "redis"}));
  EXPECT_EQ(bus_of(loaded), "redis");
  EXPECT_EQ(role(loaded).chosen, "redis");
  EXPECT_EQ(role(loaded).chosen_by, model::ChosenBy::kDefault);
}

TEST(ChooseRoles, UseBringsItsServicesAndWhatTheyRequire) {
  const Loaded loaded = use("pulsar", {{"/p/.env", "EVENT_BUS=redis\n"}});
  EXPECT_FALSE(loaded.diagnostics.has_errors());
  EXPECT_EQ(active(loaded), (Names{"api", "broker", "zk"}));
  EXPECT_TRUE(loaded.stack.disabled.contains("redis"));
  EXPECT_EQ(bus_of(loaded), "pulsar");
  EXPECT_EQ(role(loaded).chosen_by, model::ChosenBy::kOption);
  EXPECT_EQ(loaded.stack.services.at("api").depends_on.size(), 1U);
  const VariableOrigin& origin = loaded.variables.at("EVENT_BUS");
  EXPECT_EQ(origin.kind, "bus=pulsar (--use)");
  EXPECT_EQ(origin.source, "stack.yaml:18");
  EXPECT_EQ(origin.overridden.at(0).source, ".env:1");
}

TEST(ChooseRoles, AVariableDoesTheSame) {
  const Loaded loaded = load({{"/p/.env", "EVENT_BUS=pulsar\n"}});
  EXPECT_EQ(active(loaded), active(use("pulsar")));
  EXPECT_EQ(role(loaded).chosen_by, model::ChosenBy::kVariable);
  EXPECT_EQ(role(loaded).chosen_variable, "EVENT_BUS");
  EXPECT_EQ(role(loaded).chosen_at.to_string(), ".env:1:1");
  EXPECT_EQ(loaded.variables.at("NODES").value, "3");
  EXPECT_EQ(load({{"/p/.env", "EVENT_BUS=kafka\n"}}).stack.extension.substitutions[0].chosen,
            "redis");
}

TEST(ChooseRoles, AProfileChoosesAndTheCommandLineWins) {
  const Contents contents{{"/p/profiles/p.yaml", "use: {bus: pulsar}\n"}};
  LoadRequest request;
  request.profiles = {"p"};
  Loaded loaded = load(contents, request);
  EXPECT_EQ(active(loaded), (Names{"api", "broker", "zk"}));
  EXPECT_EQ(role(loaded).chosen_by, model::ChosenBy::kProfile);
  EXPECT_EQ(role(loaded).chosen_at.to_string(), "profiles/p.yaml:1:12");
  request.use = {{"bus", "redis"}};
  loaded = load(contents, request);
  EXPECT_EQ(active(loaded), (Names{"api", "redis"}));
  EXPECT_EQ(bus_of(loaded), "redis");
}

TEST(ChooseRoles, AProfilesListIsSwitchedToo) {
  const Contents contents{{"/p/profiles/dev.yaml", "services: [api, redis]\n"},
                          {"/p/profiles/small.yaml", "services: [zk]\n"}};
  LoadRequest request;
  request.profiles = {"dev"};
  request.use = {{"bus", "pulsar"}};
  EXPECT_EQ(active(load(contents, request)), (Names{"api", "broker", "zk"}));
  request.use.clear();
  request.environment = {{"EVENT_BUS", "pulsar"}};
  request.profiles = {"small"};
  EXPECT_EQ(active(load(contents, request)), Names{"zk"});
}

TEST(ChooseRoles, AMandatoryRoleIsNotLeftOut) {
  const Contents contents{{"/p/profiles/dev.yaml", "services: [api]\n"},
                          {"/p/profiles/mine.yaml", "extends: dev\n"}};
  LoadRequest request;
  for (const char* profile : {"dev", "mine"}) {
    request.profiles = {profile};
    const Loaded loaded = load(contents, request);
    ASSERT_TRUE(loaded.diagnostics.has_errors()) << profile;
    EXPECT_EQ(loaded.diagnostics.all().front().code, "DS1414");
    EXPECT_EQ(loaded.diagnostics.all().front().where.to_string(), "profiles/dev.yaml:1:12");
  }
  // A choice without services leaves nothing out.
  request.use = {{"bus", "cloud"}};
  request.environment = {{"KEY", "k"}};
  EXPECT_FALSE(load(contents, request).diagnostics.has_errors());
}

TEST(ChooseRoles, AMissingVariableIsNamed) {
  const Loaded loaded = use("cloud");
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  EXPECT_EQ(loaded.diagnostics.all().front().code, "DS1415");
  EXPECT_EQ(loaded.diagnostics.all().front().message,
            "the choice cloud of bus needs the variable KEY, which is not set");
  const Loaded with_key = use("cloud", {{"/p/.env", "KEY=k\nCLOUD=nats\n"}});
  EXPECT_FALSE(with_key.diagnostics.has_errors());
  EXPECT_EQ(bus_of(with_key), "nats");
  EXPECT_EQ(active(with_key), Names{"api"});
}

TEST(ChooseRoles, UnknownRolesAndChoicesHaveHints) {
  Loaded loaded = use("pulsr");
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  EXPECT_EQ(loaded.diagnostics.all().front().code, "DS1413");
  EXPECT_EQ(loaded.diagnostics.all().front().hint, "did you mean \"pulsar\"?");
  LoadRequest request;
  request.use = {{"buss", "redis"}};
  loaded = load({}, request);
  EXPECT_EQ(loaded.diagnostics.all().front().hint, "did you mean \"bus\"?");
}

TEST(ChooseRoles, TwoVariablesMustMeanTheSame) {
  const Loaded loaded = load({{"/p/stack.yaml", R"(services: {a: {image: x}}
x-devstack:
  substitutions:
    llm:
      default: mock
      choices: {mock: {env: {URL: m, KIND: mock}}, real: {env: {URL: r, KIND: real}}}
)"},
                              {"/p/.env", "URL=r\nKIND=mock\n"}});
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  EXPECT_EQ(loaded.diagnostics.all().front().code, "DS1416");
}

TEST(ChooseRoles, AnEdgeToWhatIsOffMustBeOptional) {
  std::string stack = kStack;
  stack.replace(stack.find("redis: {condition: service_started, required: false}"), 52,
                "redis: {condition: service_started}");
  const Loaded loaded = use("pulsar", {{"/p/stack.yaml", stack}});
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  EXPECT_EQ(loaded.diagnostics.all().front().code, "DS1211");
  EXPECT_EQ(
      loaded.diagnostics.all().front().hint,
      "pulsar is chosen for bus: write `required: false`, so that the edge is there only with "
      "it");
}

TEST(ChooseRoles, AServiceThatIsNamedStays) {
  LoadRequest request;
  request.use = {{"bus", "pulsar"}};
  request.services = {"redis"};
  EXPECT_EQ(active(load({}, request)), (Names{"api", "broker", "redis", "zk"}));
}

TEST(ChooseRoles, WhatIsSaidForThisCommandIsStrongerThanAProfile) {
  const Contents contents{{"/p/profiles/p.yaml", "use: {bus: pulsar}\n"},
                          {"/p/.env", "EVENT_BUS=redis\n"},
                          {"/p/one.env", "EVENT_BUS=redis\n"}};
  LoadRequest request;
  request.profiles = {"p"};
  EXPECT_EQ(bus_of(load(contents, request)), "pulsar");
  request.environment = {{"EVENT_BUS", "redis"}};
  Loaded loaded = load(contents, request);
  EXPECT_EQ(active(loaded), (Names{"api", "redis"}));
  EXPECT_EQ(bus_of(loaded), "redis");
  EXPECT_EQ(role(loaded).chosen_by, model::ChosenBy::kVariable);
  request.environment.clear();
  request.env_files = {"/p/one.env"};
  EXPECT_EQ(active(load(contents, request)), (Names{"api", "redis"}));
  // A value that no choice sets is the shell's all the same.
  request.env_files.clear();
  request.environment = {{"EVENT_BUS", "kafka"}};
  loaded = load(contents, request);
  EXPECT_EQ(active(loaded), (Names{"api", "broker", "zk"}));
  EXPECT_EQ(bus_of(loaded), "kafka");
}

TEST(ChooseRoles, EverythingIsEverythingUnlessSomebodyChose) {
  LoadRequest request;
  request.profiles = {"*"};
  request.no_profile = true;
  EXPECT_EQ(active(load({}, request)), (Names{"api", "broker", "redis", "zk"}));
  request.use = {{"bus", "pulsar"}};
  EXPECT_EQ(active(load({}, request)), (Names{"api", "broker", "zk"}));
}

}  // namespace
}  // namespace devstack::load
