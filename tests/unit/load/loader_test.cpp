// What load_stack decides before it decodes: variables, their precedence, the project's name, the
// profiles.
#include "devstack/load/loader.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

using Contents = std::map<std::string, std::string>;

constexpr char kStack[] = "services: {a: {image: 'x:$V'}}\n";

Loaded load(Contents contents, LoadRequest request = {}) {
  contents.try_emplace("/p/stack.yaml", kStack);
  const MemoryFiles memory(std::move(contents));
  if (request.working_directory.empty()) request.working_directory = "/p";
  return load_stack(request, memory.files());
}

std::string origin(const Loaded& loaded, const char* name) {
  const auto found = loaded.variables.find(name);
  return found == loaded.variables.end() ? "" : found->second.value + " of " + found->second.source;
}

TEST(Loader, KnowsWhereEachVariableComesFrom) {
  // Weakest first: each step adds a stronger source.
  Contents contents{{"/p/.env", "# own\nV=1\n"}};
  EXPECT_EQ(origin(load(contents), "V"), "1 of .env:2");
  contents["/p/profiles/a.yaml"] = "env_files: [first.env, second.env]\n";
  contents["/p/first.env"] = "V=2\n";
  contents["/p/second.env"] = "V=3\n";
  LoadRequest request;
  request.profiles = {"a"};
  EXPECT_EQ(origin(load(contents, request), "V"), "3 of second.env:1");
  contents["/p/profiles/a.yaml"] += "env: {V: 4}\n";
  EXPECT_EQ(origin(load(contents, request), "V"), "4 of profiles/a.yaml:2");
  contents["/p/given.env"] = "V=5\n";
  contents["/p/given2.env"] = "\nV=6\n";
  request.env_files = {"given.env", "given2.env"};
  EXPECT_EQ(origin(load(contents, request), "V"), "6 of given2.env:2");
  request.environment = {{"V", "7"}};
  const Loaded loaded = load(contents, request);
  EXPECT_EQ(origin(loaded, "V"), "7 of shell");
  EXPECT_FALSE(loaded.diagnostics.has_errors());
}

TEST(Loader, ReadsDotEnvOfTheWorkingFolderBeforeTheProjects) {
  LoadRequest request;
  request.working_directory = "/p/sub";
  const Contents contents{{"/p/.env", "V=project\nW=project\n"}, {"/p/sub/.env", "V=here\n"}};
  const Loaded loaded = load(contents, request);
  EXPECT_EQ(origin(loaded, "V"), "here of .env:1");
  EXPECT_EQ(origin(loaded, "W"), "project of /p/.env:2");
  request.environment = {{"COMPOSE_DISABLE_ENV_FILE", "true"}};
  EXPECT_EQ(origin(load(contents, request), "V"), "");
  request.environment = {{"COMPOSE_ENV_FILES", "../.env"}};
  EXPECT_EQ(origin(load(contents, request), "V"), "project of /p/.env:1");
}

TEST(Loader, ReadsOnlyTheProjectsDotEnvWhenFilesAreNamed) {
  LoadRequest request;
  request.working_directory = "/p/sub";
  request.files = {"../stack.yaml"};
  const Loaded loaded = load({{"/p/.env", "V=project\n"}, {"/p/sub/.env", "V=here\n"}}, request);
  EXPECT_EQ(origin(loaded, "V"), "project of /p/.env:1");
}

TEST(Loader, NamesTheProject) {
  struct Case {
    const char* flag;
    const char* shell;
    const char* profile;
    const char* dotenv;
    const char* file;
    const char* expected;
  };
  for (const Case& row :
       {Case{"f", "s", "p", "d", "n", "f"}, Case{"", "s", "p", "d", "n", "s"},
        Case{"", "", "p", "d", "n", "p"}, Case{"", "", "", "d", "n", "d"},
        Case{"", "", "", "", "My ${W:-Shop}", "myshop"}, Case{"", "", "", "", "", "p"}}) {
    Contents contents{{"/p/stack.yaml",
                       std::string(kStack) +
                           (*row.file == '\0' ? "" : "name: '" + std::string(row.file) + "'\n")}};
    LoadRequest request;
    request.project_name = row.flag;
    if (*row.shell != '\0') request.environment["COMPOSE_PROJECT_NAME"] = row.shell;
    if (*row.profile != '\0') {
      contents["/p/profiles/x.yaml"] = "project: " + std::string(row.profile) + "\n";
      request.profiles = {"x"};
    }
    if (*row.dotenv != '\0') {
      contents["/p/.env"] = "COMPOSE_PROJECT_NAME=" + std::string(row.dotenv) + "\n";
    }
    const Loaded loaded = load(contents, request);
    EXPECT_EQ(loaded.variables.at("COMPOSE_PROJECT_NAME").value, row.expected);
  }
}

TEST(Loader, RefusesANameThatTheEngineWouldRefuse) {
  LoadRequest request;
  request.project_name = "Bad Name";
  try {
    (void)load({}, request);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_EQ(error.code(), "DS1014");
    EXPECT_NE(error.hint().find("\"badname\""), std::string::npos);
  }
}

TEST(Loader, ChoosesProfiles) {
  const Contents contents{
      {"/p/stack.yaml", std::string(kStack) + "x-devstack: {default_profile: dev}\n"},
      {"/p/profiles/dev.yaml", "env: {V: dev}\n"},
      {"/p/profiles/demo.yaml", "env: {V: demo}\n"}};
  LoadRequest request;
  EXPECT_EQ(origin(load(contents, request), "V"), "dev of profiles/dev.yaml:1");
  request.no_profile = true;
  EXPECT_EQ(origin(load(contents, request), "V"), "");
  request.no_profile = false;
  request.environment = {{"DEVSTACK_PROFILE", ""}};
  EXPECT_EQ(origin(load(contents, request), "V"), "");
  request.environment = {{"DEVSTACK_PROFILE", "dev, demo"}};
  EXPECT_EQ(origin(load(contents, request), "V"), "demo of profiles/demo.yaml:1");
  request.profiles = {"dev"};
  EXPECT_EQ(origin(load(contents, request), "V"), "dev of profiles/dev.yaml:1");
}

TEST(Loader, OfflineAddsTheProfileOfThatName) {
  Contents contents{{"/p/stack.yaml", std::string(kStack) + "x-devstack: {default_profile: dev}\n"},
                    {"/p/profiles/dev.yaml", "env: {V: dev}\n"}};
  LoadRequest request;
  request.offline = true;
  EXPECT_EQ(origin(load(contents, request), "V"), "dev of profiles/dev.yaml:1");
  contents["/p/profiles/offline.yaml"] = "env: {V: none}\n";
  EXPECT_EQ(origin(load(contents, request), "V"), "none of profiles/offline.yaml:1");
  request.no_profile = true;
  EXPECT_EQ(origin(load(contents, request), "V"), "");
}

TEST(Loader, WarnsOfAProfileThatNobodyKnows) {
  LoadRequest request;
  request.profiles = {"debgu"};
  const Loaded loaded =
      load({{"/p/stack.yaml", "services: {a: {image: x}, b: {image: y, profiles: [debug]}}\n"}},
           request);
  ASSERT_EQ(loaded.diagnostics.all().size(), 1U);
  EXPECT_EQ(loaded.diagnostics.all()[0].code, "DS1403");
  EXPECT_EQ(loaded.diagnostics.all()[0].hint, "did you mean \"debug\"?");
}

TEST(Loader, LaysTheOverridesOfProfilesOverTheStack) {
  LoadRequest request;
  request.profiles = {"a"};
  request.environment = {{"V", "9"}};
  const Loaded loaded =
      load({{"/p/profiles/a.yaml",
             "overrides: {services: {a: {image: 'y:$V', environment: {A: 1}}}}\n"}},
           request);
  const Node* services = loaded.document.find("services");
  ASSERT_NE(services, nullptr);
  EXPECT_EQ(services->find("a")->find("image")->text, "y:9");
}

TEST(Loader, ReportsAMissingEnvFile) {
  LoadRequest request;
  request.env_files = {"nope.env"};
  EXPECT_THROW((void)load({}, request), UsageError);
  request.env_files.clear();
  request.profiles = {"a"};
  const Loaded loaded =
      load({{"/p/profiles/a.yaml", "env_files: [nope.env]\n"}, {"/p/.env", "V=1\n"}}, request);
  EXPECT_EQ(testing::places(loaded.diagnostics), "1:13 DS1405");
}

TEST(Loader, StopsBeforeDecodingWhatCouldNotBeRead) {
  const Loaded loaded = load({{"/p/stack.yaml", "a: [\n"}, {"/p/.env", "A B=1\n"}});
  EXPECT_EQ(testing::places(loaded.diagnostics), "1:1 DS1120; 1:4 DS1101");
}

TEST(Loader, SaysNothingElseAboutALineWhoseInterpolationFailed) {
  const Loaded loaded = load({{"/p/stack.yaml",
                               "services:\n  a:\n    image: x\n    ports: ['${PORT:?}:80']\n"
                               "    depends_on: [b]\n"}});
  EXPECT_EQ(testing::places(loaded.diagnostics), "4:14 DS1111; 5:18 DS1203");
}

TEST(Loader, LeavesVariablesAloneWhenAskedTo) {
  LoadRequest request;
  request.interpolate = false;
  const Loaded loaded = load({}, request);
  EXPECT_EQ(loaded.document.find("services")->find("a")->find("image")->text, "x:$V");
}

}  // namespace
}  // namespace devstack::load
