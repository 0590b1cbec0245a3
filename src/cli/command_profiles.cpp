// `devstack profiles`: profile files of the stack; those that apply are marked.
#include "cli/catalog.hpp"
#include "cli/commands.hpp"
#include "cli/load_project.hpp"

namespace devstack::cli {

ExitCode run_profiles(const CommandContext& context, const ProfilesArguments& arguments) {
  const auto request = load_request(context, {});
  const auto loaded = load_project(context, request);
  const auto profiles = find_profiles(loaded.stack, request, load::system_files());
  if (arguments.output == Output::kJson) {
    write_output(catalog_json(profiles, "devstack.profiles/1", "profiles"));
  } else if (profiles.empty()) {
    write_error("the stack has no profile files; `devstack config --profiles` lists Compose's\n");
  } else {
    write_output(catalog_text(context, profiles, "PROFILE"));
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
