// `env --explain`: who wins, who lost, and what uses the variable.
#include "cli/show/explain_variable.hpp"

#include "devstack/base/error.hpp"
#include "unit/cli/provenance_stack.hpp"

namespace devstack::cli {
namespace {

TEST(ExplainVariable, TellsWhoSetsItAndWhatUsesIt) {
  const auto loaded = load_provenance_stack();
  expect_golden("explain_env_file", variable_text(loaded, "DB_PORT"));
  expect_golden("explain_shell", variable_text(loaded, "TAG"));
  expect_golden("explain_secret", variable_text(loaded, "DB_PASSWORD"));
  expect_golden("explain_unset", variable_text(loaded, "ADMIN_PORT"));
  expect_golden("explain_passed_on", variable_text(loaded, "SHELL_ONLY"));
  expect_golden("explain_container_only", variable_text(loaded, "FROM_FILE"));
}

TEST(ExplainVariable, AProfileBeatsTheEnvFile) {
  expect_golden("explain_profile", variable_text(load_provenance_stack("demo"), "DB_PORT"));
}

TEST(ExplainVariable, TellsItAsJson) {
  const auto loaded = load_provenance_stack();
  expect_golden("explain_json", variable_json(loaded, "TAG"));
  expect_golden("explain_json_secret", variable_json(loaded, "DB_PASSWORD"));
}

TEST(ExplainVariable, ListsAtMostTwentyUses) {
  auto loaded = load_provenance_stack();
  const auto file = std::make_shared<const SourceFile>(SourceFile{"many.yaml", ""});
  for (std::uint32_t line = 1; line <= 25; ++line) {
    loaded.variable_uses.push_back({"MANY", {file, line, 1, 1}});
  }
  const std::string text = variable_text(loaded, "MANY");
  EXPECT_NE(text.find("many.yaml:20:1\n  and 5 more\n"), std::string::npos) << text;
}

TEST(ExplainVariable, RefusesANameThatNothingKnows) {
  const auto loaded = load_provenance_stack();
  try {
    static_cast<void>(variable_text(loaded, "DB_PROT"));
    ADD_FAILURE();
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("DB_PORT"), std::string::npos) << error.hint();
  }
}

}  // namespace
}  // namespace devstack::cli
