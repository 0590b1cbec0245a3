// Names of projects, of what belongs to them, and of services: each row is what Docker
// Compose 2.40.3 makes of it.
#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using testing::load_yaml;

struct ProjectRow {
  const char* name;
  const char* folder;
  const char* flag;      ///< -p
  const char* variable;  ///< COMPOSE_PROJECT_NAME
  const char* top;       ///< the line `name:` of the file
  const char* expected;  ///< nullptr: refused
};

class ProjectNameTable : public ::testing::TestWithParam<ProjectRow> {};

TEST_P(ProjectNameTable, AsCompose) {
  const ProjectRow& row = GetParam();
  const std::string folder = std::string("/w/") + row.folder;
  LoadRequest request;
  request.working_directory = folder;
  request.project_name = row.flag;
  if (*row.variable != '\0') request.environment["COMPOSE_PROJECT_NAME"] = row.variable;
  const std::string text = std::string(row.top) + "services: {a: {image: x}}\n";
  const auto answer = load_yaml("", request, {{folder + "/stack.yaml", text}});
  if (row.expected == nullptr) {
    EXPECT_EQ(answer.codes, "DS1014");
  } else {
    EXPECT_EQ(answer.text({"name"}), row.expected);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compose, ProjectNameTable,
    ::testing::Values(
        ProjectRow{"Folder", "shop", "", "", "", "shop"},
        ProjectRow{"FolderUpperCase", "My Shop", "", "", "", "myshop"},
        ProjectRow{"FolderWithDots", "my.shop", "", "", "", "myshop"},
        ProjectRow{"FolderWithDash", "my-shop_1", "", "", "", "my-shop_1"},
        ProjectRow{"FolderLeadingDash", "-shop", "", "", "", "shop"},
        ProjectRow{"FolderLeadingUnderscore", "__shop", "", "", "", "shop"},
        ProjectRow{"FolderDigits", "2024", "", "", "", "2024"},
        ProjectRow{"FolderNonAscii", "läden", "", "", "", "lden"},
        ProjectRow{"FolderOfSymbolsOnly", "!!!", "", "", "", nullptr},
        ProjectRow{"Flag", "shop", "other", "", "", "other"},
        ProjectRow{"FlagUpperCase", "shop", "Other", "", "", nullptr},
        ProjectRow{"FlagDot", "shop", "a.b", "", "", nullptr},
        ProjectRow{"FlagLeadingDash", "shop", "_a", "", "", nullptr},
        ProjectRow{"FlagDigits", "shop", "1-2_3", "", "", "1-2_3"},
        ProjectRow{"Variable", "shop", "", "other", "", "other"},
        ProjectRow{"VariableUpperCase", "shop", "", "Other", "", nullptr},
        ProjectRow{"FlagBeforeVariable", "shop", "flag", "variable", "name: 'top'\n", "flag"},
        ProjectRow{"VariableBeforeName", "shop", "", "variable", "name: 'top'\n", "variable"},
        ProjectRow{"Name", "shop", "", "", "name: 'top'\n", "top"},
        ProjectRow{"NameUpperCase", "shop", "", "", "name: 'My Top'\n", "mytop"},
        ProjectRow{"NameWithDot", "shop", "", "", "name: 'my.top'\n", "mytop"},
        ProjectRow{"NameInterpolated", "shop", "", "", "name: '${P:-given}-x'\n", "given-x"},
        ProjectRow{"NameEmpty", "shop", "", "", "name: ''\n", "shop"},
        ProjectRow{"NameOfSymbols", "shop", "", "", "name: '!!'\n", nullptr},
        ProjectRow{"NameLeadingDash", "shop", "", "", "name: '-top'\n", "top"}),
    [](const auto& instance) { return std::string(instance.param.name); });

struct ResourceRow {
  const char* section;
  const char* declared;
  const char* key;
  const char* use;       ///< in a service
  const char* expected;  ///< its name in the engine; nullptr: refused
};

class ResourceNameTable : public ::testing::TestWithParam<ResourceRow> {};

TEST_P(ResourceNameTable, AsCompose) {
  const ResourceRow& row = GetParam();
  const auto answer = load_yaml("services: {a: {image: x, " + std::string(row.use) + "}}\n" +
                                row.section + ": " + row.declared + "\n");
  if (row.expected == nullptr) {
    EXPECT_NE(answer.codes, "");
  } else {
    EXPECT_EQ(answer.text({row.section, row.key, "name"}), row.expected) << row.declared;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compose, ResourceNameTable,
    ::testing::Values(
        ResourceRow{"networks", "{}", "default", "networks: [default]", "p_default"},
        ResourceRow{"networks", "{back: {}}", "back", "networks: [back]", "p_back"},
        ResourceRow{"networks", "{back: {name: own}}", "back", "networks: [back]", "own"},
        ResourceRow{"networks", "{back: {name: \"${COMPOSE_PROJECT_NAME}-x\"}}", "back",
                    "networks: [back]", "p-x"},
        ResourceRow{"networks", "{back: {external: true}}", "back", "networks: [back]", "back"},
        ResourceRow{"networks", "{back: {external: true, name: own}}", "back", "networks: [back]",
                    "own"},
        ResourceRow{"networks", "{Back.1_a-b: {}}", "Back.1_a-b", "networks: [Back.1_a-b]",
                    "p_Back.1_a-b"},
        ResourceRow{"networks", "{default: {name: own}}", "default", "networks: [default]", "own"},
        ResourceRow{"networks", "{back: {external: {name: old}}}", "back", "networks: [back]",
                    "old"},
        ResourceRow{"volumes", "{data: {}}", "data", "volumes: [\"data:/d\"]", "p_data"},
        ResourceRow{"volumes", "{data: {name: own}}", "data", "volumes: [\"data:/d\"]", "own"},
        ResourceRow{"volumes", "{data: {name: \"a b\"}}", "data", "volumes: [\"data:/d\"]", "a b"},
        ResourceRow{"volumes", "{data: {external: true}}", "data", "volumes: [\"data:/d\"]",
                    "data"},
        ResourceRow{"volumes", "{data: {external: {name: old}}}", "data", "volumes: [\"data:/d\"]",
                    "old"},
        ResourceRow{"volumes", "{data: {external: true, name: \"\"}}", "data",
                    "volumes: [\"data:/d\"]", ""},
        ResourceRow{"secrets", "{key: {file: ./k}}", "key", "secrets: [key]", "p_key"},
        ResourceRow{"secrets", "{key: {file: ./k, name: own}}", "key", "secrets: [key]", "own"},
        ResourceRow{"secrets", "{key: {external: true}}", "key", "secrets: [key]", "key"},
        ResourceRow{"configs", "{conf: {content: x}}", "conf", "configs: [conf]", "p_conf"},
        ResourceRow{"configs", "{conf: {content: x, name: own}}", "conf", "configs: [conf]",
                    "own"}));

TEST(ServiceNames, AsCompose) {
  for (const char* name :
       {"api", "API", "api-1", "api_1", "api.1", "-a", "_a", ".a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    EXPECT_EQ(load_yaml("services: {? " + std::string(name) + " : {image: x}}\n").codes, "")
        << name;
  }
  for (const char* name :
       {"1", "\"my api\"", "a/b", "\"a:b\"", "ä", "\"a b\"", "\"a@b\"", "\"\""}) {
    EXPECT_NE(load_yaml("services: {? " + std::string(name) + " : {image: x}}\n").codes, "")
        << name;
  }
}

}  // namespace
}  // namespace devstack::load
