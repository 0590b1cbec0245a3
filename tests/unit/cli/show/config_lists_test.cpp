// The lists that `config` prints, over a small stack.
#include "devstack/base/value.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(ConfigLists, ListsOfModelsAndVariables) {
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--models"}).out, "");
  const std::string variables = run_with_stack("shop.yaml", {"config", "--variables"}).out;
  EXPECT_TRUE(variables.starts_with(
      "NAME                REQUIRED            DEFAULT VALUE       ALTERNATE VALUE\n"))
      << variables;
}

TEST(ConfigLists, VariablesAsJson) {
  const std::string text = run_with_stack("../compose/interpolation/compose.yaml",
                                          {"config", "--variables", "--format", "json"})
                               .out;
  EXPECT_TRUE(text.ends_with("}\n\n")) << text;
  const auto variables = parse_json(text);
  ASSERT_TRUE(variables && !variables->members().empty()) << text;
  for (const auto& [name, variable] : variables->members()) {
    EXPECT_EQ(variable["Name"].as_string(), name);
    EXPECT_TRUE(variable["Required"].is_bool() && variable["DefaultValue"].is_string()) << name;
  }
}

TEST(ConfigLists, NamedServicesAreListedWithWhatTheyRequire) {
  EXPECT_EQ(run_with_stack("shop.yaml", {"config", "--services", "mail"}).out, "mail\n");
}

TEST(ConfigLists, SeveralHashes) {
  const std::string all = run_with_stack("shop.yaml", {"config", "--hash", "*"}).out;
  const std::string named = run_with_stack("shop.yaml", {"config", "--hash", "db,api"}).out;
  EXPECT_TRUE(named.starts_with("api "));
  EXPECT_EQ(all.substr(0, named.size()), named);
}

TEST(ConfigLists, NamedServicesBringOnlyWhatTheyUse) {
  const std::string text = run_with_stack("shop.yaml", {"config", "api"}).out;
  EXPECT_NE(text.find("\nvolumes:\n"), std::string::npos) << "db is required and has a volume";
  const std::string mail = run_with_stack("shop.yaml", {"config", "mail"}).out;
  EXPECT_EQ(mail.find("\nvolumes:\n"), std::string::npos) << mail;
}

}  // namespace
}  // namespace devstack::cli
