// `devstack ls`: stacks that can be started from here.
#include "cli/commands.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/catalog.hpp"

namespace devstack::cli {

ExitCode run_ls(const CommandContext& context, const LsArguments& arguments) {
  const auto stacks = find_stacks(load_request(context, {}), load::system_files());
  if (arguments.output == Output::kJson) {
    write_output(catalog_json(stacks, "devstack.ls/1", "stacks"));
    return ExitCode::kOk;
  }
  if (stacks.empty()) {
    write_error("there are no stacks in ./stacks/, in the folders above, or shipped\n");
    return ExitCode::kOk;
  }
  write_output(catalog_text(context, stacks, "STACK"));
  if (!context.global.quiet) write_error("start one: devstack --stack NAME up\n");
  return ExitCode::kOk;
}

}  // namespace devstack::cli
