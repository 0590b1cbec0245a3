// `devstack substitutions`: the roles of a stack, what may fill each, what it costs, and what a
// move takes.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/migration_checklist.hpp"
#include "cli/show/role_page.hpp"
#include "cli/show/substitutions_json.hpp"
#include "cli/show/substitutions_table.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

std::vector<model::Substitution> wanted_roles(const model::Stack& stack, const std::string& role) {
  const auto& all = stack.extension.substitutions;
  if (role.empty()) return all;
  std::vector<std::string> known;
  for (const model::Substitution& candidate : all) {
    if (candidate.role == role) return {candidate};
    known.push_back(candidate.role);
  }
  std::string hint = did_you_mean(role, known);
  if (hint.empty() && !known.empty()) hint = "roles: " + join(known, ", ");
  throw UsageError(fmt::format("the stack has no role \"{}\"", role), hint);
}

/// Each profile with its totals; those that cannot be loaded are left to `devstack profiles`.
std::vector<ProfileReport> profile_totals(const load::LoadRequest& request) {
  const auto files = load::system_files();
  std::vector<ProfileReport> reports;
  for (const auto& file : load::list_profiles(request, files)) {
    ProfileReport report = report_profile(request, file, files);
    if (report.errors.empty()) reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace

ExitCode run_substitutions(const CommandContext& context, const SubstitutionsArguments& arguments) {
  const auto request = load_request(context, {});
  const auto loaded = load_project(context, request);
  const auto roles = wanted_roles(loaded.stack, arguments.role);
  std::string text;
  if (arguments.output == Output::kJson) {
    write_output(substitutions_json(roles, profile_totals(request)));
    return ExitCode::kOk;
  }
  if (roles.empty()) {
    write_error("the stack declares no substitutions (x-devstack.substitutions)\n");
    return ExitCode::kOk;
  }
  if (arguments.checklist) {
    text = checklist_text(roles);
  } else if (!arguments.role.empty()) {
    text = role_page(roles.front());
  } else {
    text = substitutions_table(roles, profile_totals(request));
  }
  write_output(ui::in_charset(std::move(text), context.console.output.glyphs));
  return ExitCode::kOk;
}

}  // namespace devstack::cli
