// `devstack completion SHELL`.
#include "cli/commands.hpp"
#include "cli/parse/completion_script.hpp"

namespace devstack::cli {

ExitCode run_completion(const CommandContext&, const CompletionArguments& arguments) {
  write_output(completion_script(arguments.shell, command_outline()));
  return ExitCode::kOk;
}

}  // namespace devstack::cli
