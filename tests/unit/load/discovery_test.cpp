// How a stack is found, with folders in memory.
#include "load/discovery.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

struct Setup {
  std::map<std::string, std::string> contents = {};
  LoadRequest request = {};
  Environment environment = {};
};

/// "/p: /p/stack.yaml /p/stack.override.yaml", or "DS1010: message".
std::string locate(Setup setup) {
  const MemoryFiles memory(std::move(setup.contents));
  const Files system = memory.files();
  Diagnostics diagnostics;
  if (setup.request.working_directory.empty()) setup.request.working_directory = "/p/sub";
  const ProjectFiles files(system, setup.request.working_directory, diagnostics);
  try {
    const StackLocation location = locate_stack(setup.request, Variables(setup.environment), files);
    std::string text = location.directory + ":";
    for (const std::string& file : location.files) text += " " + file;
    return text;
  } catch (const UsageError& error) {
    std::string text = error.code() + ": " + error.what();
    for (const std::string& line : error.details()) text += "|" + line;
    return text;
  }
}

TEST(Discovery, SearchesUpwardsForTheUsualNames) {
  EXPECT_EQ(locate({.contents = {{"/p/stack.yaml", ""}, {"/p/compose.yaml", ""}}}),
            "/p: /p/stack.yaml");
  EXPECT_EQ(locate({.contents = {{"/p/stack.yaml", ""}, {"/p/sub/docker-compose.yml", ""}}}),
            "/p/sub: /p/sub/docker-compose.yml");
  EXPECT_EQ(locate({.contents = {{"/compose.yml", ""}}}), "/: /compose.yml");
  EXPECT_EQ(locate({.contents = {{"/p/compose.yml", ""}, {"/p/compose.yaml", ""}}}),
            "/p: /p/compose.yaml");
}

TEST(Discovery, AddsTheAutomaticOverrideFile) {
  EXPECT_EQ(locate({.contents = {{"/p/compose.yaml", ""}, {"/p/docker-compose.override.yml", ""}}}),
            "/p: /p/compose.yaml /p/docker-compose.override.yml");
  EXPECT_EQ(locate({.contents = {{"/p/stack.yaml", ""},
                                 {"/p/stack.override.yaml", ""},
                                 {"/p/compose.override.yaml", ""}}}),
            "/p: /p/stack.yaml /p/stack.override.yaml");
}

TEST(Discovery, PrefersWhatIsNamedMoreExactly) {
  const std::map<std::string, std::string> contents{{"/p/stack.yaml", ""},
                                                    {"/p/sub/a.yaml", ""},
                                                    {"/p/b.yaml", ""},
                                                    {"/p/stacks/shop/stack.yaml", ""},
                                                    {"/usr/stacks/demo/stack.yaml", ""}};
  LoadRequest request;
  request.working_directory = "/p/sub";
  request.shipped_stacks = {"/usr/stacks"};
  const Environment compose{{"COMPOSE_FILE", "a.yaml:../b.yaml"}};
  EXPECT_EQ(locate({contents, request, compose}), "/p/sub: /p/sub/a.yaml /p/b.yaml");
  EXPECT_EQ(locate({contents,
                    request,
                    {{"COMPOSE_FILE", "../b.yaml;a.yaml"}, {"COMPOSE_PATH_SEPARATOR", ";"}}}),
            "/p: /p/b.yaml /p/sub/a.yaml");
  EXPECT_EQ(locate({contents, request, {{"COMPOSE_FILE", "a.yaml"}, {"DEVSTACK_STACK", "demo"}}}),
            "/usr/stacks/demo: /usr/stacks/demo/stack.yaml");
  request.stack_name = "shop";
  EXPECT_EQ(locate({contents, request, compose}), "/p/stacks/shop: /p/stacks/shop/stack.yaml");
  request.files = {"../b.yaml", "a.yaml"};
  EXPECT_EQ(locate({contents, request, compose}), "/p: /p/b.yaml /p/sub/a.yaml");
  request.project_directory = "/elsewhere";
  EXPECT_EQ(locate({contents, request, compose}), "/elsewhere: /p/b.yaml /p/sub/a.yaml");
}

TEST(Discovery, TakesTheOnlyStackOfTheFolderOfStacks) {
  EXPECT_EQ(locate({.contents = {{"/p/stacks/one/compose.yaml", ""}, {"/p/stacks/README.md", ""}}}),
            "/p/stacks/one: /p/stacks/one/compose.yaml");
}

TEST(Discovery, ListsWhatThereIsToChooseFrom) {
  EXPECT_EQ(locate({.contents = {{"/p/stacks/shop/stack.yaml", "# The shop.\nservices: {}\n"},
                                 {"/p/stacks/ai/stack.yaml", "\n#   Models.\n"},
                                 {"/p/stacks/plain/stack.yaml", "services: {}\n# late\n"}}}),
            "DS1011: there are 3 stacks to choose from|ai     Models.|plain|shop   The shop.");
}

TEST(Discovery, SaysWhatIsMissing) {
  EXPECT_EQ(locate({}), "DS1010: there is no stack in /p/sub or above it");
  LoadRequest request;
  request.files = {"nope.yaml"};
  EXPECT_EQ(locate({.request = request}), "DS1013: the stack file nope.yaml does not exist");
  request.files = {"../dir"};
  EXPECT_EQ(locate({.contents = {{"/p/dir/x", ""}}, .request = request}),
            "DS1013: ../dir is a folder, not a stack file");
  EXPECT_EQ(locate({.environment = {{"DEVSTACK_STACK", "nope"}}}),
            "DS1012: there is no stack \"nope\"");
  EXPECT_EQ(locate({.environment = {{"DEVSTACK_STACK", "../x"}}}),
            "DS1012: \"../x\" is not the name of a stack");
}

}  // namespace
}  // namespace devstack::load
