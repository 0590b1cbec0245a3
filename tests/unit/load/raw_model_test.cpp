// The raw model against what Docker Compose 2.40.3 prints with --no-interpolate.
#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;
using testing::show;

std::string raw(const std::string& service, LoadPhases phases = {}) {
  const MemoryFiles memory({{"/p/stack.yaml", "name: p\nservices: {a: " + service + "}\n"}});
  LoadRequest request;
  request.working_directory = "/p";
  request.environment = {{"KNOWN", "k"}, {"HOME", "/h"}};
  request.interpolate = false;
  request.phases = phases;
  const Loaded loaded = load_stack(request, memory.files());
  EXPECT_EQ(testing::places(loaded.diagnostics), "");
  const Node* const found = loaded.document.find("services");
  return found == nullptr ? std::string() : show(*found->find("a"));
}

struct Case {
  const char* service;
  const char* expected;
};

TEST(RawModel, ExpandsWhatComposeExpandsBeforeItDecodes) {
  const Case cases[] = {
      {"{image: 'x:${T}', network_mode: host}", "{image: x:${T}, network_mode: host}"},
      {"{image: x}", "{image: x, networks: {default: null}}"},
      {"{image: x, networks: [n]}", "{image: x, networks: {n: null}}"},
      {"{network_mode: host, build: ./b}",
       "{network_mode: host, build: {context: /p/b, dockerfile: Dockerfile}}"},
      {"{network_mode: host, environment: [A=1, KNOWN], command: echo 1, labels: [a=b]}",
       "{network_mode: host, environment: [A=1, KNOWN], command: echo 1, labels: [a=b]}"},
      {"{network_mode: host, env_file: e.env, dns: 1.1.1.1, tmpfs: /t}",
       "{network_mode: host, env_file: [{path: /p/e.env, required: true}], dns: [1.1.1.1], "
       "tmpfs: /t}"},
      {"{network_mode: host, secrets: [s], configs: [c]}",
       "{network_mode: host, secrets: [{source: s, target: /run/secrets/s}], "
       "configs: [{source: c}]}"},
      {"{network_mode: host, mem_limit: 1g, stop_grace_period: 90s, privileged: 'true'}",
       "{network_mode: host, mem_limit: \"1g\", stop_grace_period: 90s, privileged: \"true\"}"},
  };
  for (const Case& example : cases) {
    std::string got = raw(example.service);
    std::erase(got, '"');
    std::string expected = example.expected;
    std::erase(expected, '"');
    EXPECT_EQ(got, expected) << example.service;
  }
}

TEST(RawModel, LeavesShortFormsThatDependOnVariables) {
  EXPECT_EQ(raw("{network_mode: host, ports: ['80:80', '${P}:90']}"),
            "{network_mode: host, ports: [\"80:80\", \"${P}:90\"]}");
}

// Measured: without a number it is -1 in the model, and the word here.
TEST(RawModel, AllDevicesStayAWord) {
  EXPECT_EQ(raw("{network_mode: host, gpus: all}"),
            "{network_mode: host, gpus: [{count: \"all\"}]}");
  EXPECT_EQ(raw("{network_mode: host, gpus: [{}, {count: -1}, {device_ids: [a]}]}"),
            "{network_mode: host, gpus: [{count: \"all\"}, {count: -1}, {device_ids: [a]}]}");
}

TEST(RawModel, KeysOfBuildsAreAbsolute) {
  EXPECT_EQ(raw("{network_mode: host, build: {ssh: [default, k=./key]}}"),
            "{network_mode: host, build: {ssh: {default: null, k: \"/p/key\"}, context: \"/p\", "
            "dockerfile: \"Dockerfile\"}}");
}

// Measured: neither the shell's variables nor those of .env are known to Compose here.
TEST(RawModel, DropsBuildArgumentsWithoutAValue) {
  EXPECT_EQ(raw("{network_mode: host, build: {args: [A=1, KNOWN, UNKNOWN]}}"),
            "{network_mode: host, build: {args: [A=1], context: \"/p\", "
            "dockerfile: \"Dockerfile\"}}");
}

TEST(RawModel, PhasesCanBeLeftOut) {
  LoadPhases phases;
  phases.normalize = false;
  phases.paths = false;
  EXPECT_EQ(raw("{build: ./b, links: [z]}", phases), "{build: {context: ./b}, links: [z]}");
}

TEST(RawModel, IsPrintedSortedAndWithSingleDollars) {
  const Node document = testing::parse("services: {b: {image: '$$x'}, a10: {}, a9: {}}\nname: n\n");
  EXPECT_EQ(raw_to_yaml(document),
            "name: \"n\"\nservices:\n  a9: {}\n  a10: {}\n  b:\n    image: $$x\n");
  EXPECT_EQ(raw_to_json(document),
            "{\n  \"name\": \"n\",\n  \"services\": {\n    \"a10\": {},\n    \"a9\": {},\n"
            "    \"b\": {\n      \"image\": \"$$x\"\n    }\n  }\n}");
}

}  // namespace
}  // namespace devstack::load
