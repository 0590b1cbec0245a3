// `config --why`: one golden text for each way in which a value can come to be.
#include "cli/show/why.hpp"

#include "devstack/base/error.hpp"
#include "devstack/base/value.hpp"
#include "unit/cli/provenance_stack.hpp"

namespace devstack::cli {
namespace {

TEST(Why, TellsTheChainOfAValue) {
  const auto loaded = load_provenance_stack();
  struct Case {
    const char* golden;
    const char* path;
  };
  for (const auto& [golden, path] : {
           Case{"overridden_after_extends", "services.db.image"},
           Case{"variable_of_env_file", "services.db.ports[0]"},
           Case{"default_in_the_file", "services.db.ports[1].published"},
           Case{"two_extends", "services.db.restart"},
           Case{"key_with_dots", "services.db.labels.com.example.team"},
           Case{"later_env_file", "services.db.environment.FROM_FILE"},
           Case{"env_file_overridden", "services.db.environment.POSTGRES_USER"},
           Case{"passed_on_from_the_shell", "services.db.environment.SHELL_ONLY"},
           Case{"reset", "services.db.healthcheck"},
           Case{"implied_by_a_short_form", "services.db.volumes[0].read_only"},
           Case{"merge_key", "services.api.restart"},
           Case{"alias_in_a_merge_key", "services.api.logging.options.max-size"},
           Case{"shell_beats_env_file", "services.api.image"},
           Case{"replaced_list", "services.api.command"},
           Case{"secret", "services.api.environment.DB_PASSWORD"},
           Case{"included", "services.cache.image"},
           Case{"default_network", "networks.default"},
           Case{"name_of_a_volume", "volumes.data.name"},
           Case{"project_name", "name"},
           Case{"service", "services.db"},
           Case{"list", "services.db.ports"},
       }) {
    expect_golden(golden, why_text(loaded, path));
  }
}

TEST(Why, TellsWhatAProfileOverrides) {
  const auto loaded = load_provenance_stack("demo");
  expect_golden("profile_override", why_text(loaded, "services.api.environment.MODE"));
  expect_golden("variable_of_profile", why_text(loaded, "services.db.ports[0].published"));
}

TEST(Why, TellsItAsJson) {
  const auto loaded = load_provenance_stack();
  expect_golden("json", why_json(loaded, "services.db.image"));
  expect_golden("json_members", why_json(loaded, "services.cache"));
  expect_golden("json_reset", why_json(loaded, "services.db.healthcheck"));
}

TEST(Why, ShowsNoSecretAsJson) {
  const auto loaded = load_provenance_stack();
  for (const char* path :
       {"services.api", "services.api.environment", "services.api.environment.DB_PASSWORD"}) {
    EXPECT_EQ(why_json(loaded, path).find("hunter2"), std::string::npos) << path;
    EXPECT_EQ(why_text(loaded, path).find("hunter2"), std::string::npos) << path;
  }
}

TEST(Why, RecordingChangesNothingOfTheDocument) {
  load::LoadRequest request;
  request.working_directory = std::string(DEVSTACK_TEST_DATA) + "/provenance";
  request.environment = {{"SHELL_ONLY", "from the shell"}, {"TAG", "9"}};
  const auto plain = load::load_stack(request, load::system_files());
  EXPECT_EQ(load::to_json(plain.document), load::to_json(load_provenance_stack().document));
  EXPECT_TRUE(plain.variable_uses.empty());
}

TEST(Why, RefusesAnUnknownPathWithNearNames) {
  const auto loaded = load_provenance_stack();
  struct Case {
    const char* path;
    const char* message;
    const char* hint;
  };
  for (const auto& [path, message, hint] : {
           Case{"service.db", "the document has no \"service\"", "services"},
           Case{"services.dv.image", "\"services\" has no \"dv\"", "db"},
           Case{"services.db.port", "\"services.db\" has no \"port\"", "ports"},
           Case{"services.db.ports[7]", "\"services.db.ports\" has no \"[7]\"", "[0], [1]"},
           Case{"services.db.image.x", "\"services.db.image\" has no \"x\"", ""},
           Case{"services.db.ports[x]", "\"services.db.ports\" has no \"[x]\"", ""},
       }) {
    try {
      static_cast<void>(why_text(loaded, path));
      ADD_FAILURE() << path;
    } catch (const UsageError& error) {
      EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
      EXPECT_NE(error.hint().find(hint), std::string::npos) << error.hint();
      EXPECT_EQ(error.exit_code(), ExitCode::kUsage);
    }
  }
}

}  // namespace
}  // namespace devstack::cli
