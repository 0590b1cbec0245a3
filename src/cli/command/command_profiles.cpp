// `devstack profiles`: every profile file with what it makes of the stack. One that cannot be
// loaded says why and hides no other.
#include "cli/commands.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/profile_report.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {

ExitCode run_profiles(const CommandContext& context, const ProfilesArguments& arguments) {
  const auto request = load_request(context, {});
  const auto files = load::system_files();
  std::vector<ProfileReport> reports;
  for (const auto& file : load::list_profiles(request, files)) {
    reports.push_back(report_profile(request, file, files));
  }
  if (arguments.output == Output::kJson) {
    write_output(profiles_json(reports));
  } else if (reports.empty()) {
    write_error("the stack has no profile files; `devstack config --profiles` lists Compose's\n");
  } else {
    write_output(ui::in_charset(profiles_text(reports, request.working_directory),
                                context.console.output.glyphs));
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
