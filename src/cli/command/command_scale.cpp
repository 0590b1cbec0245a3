// `devstack scale SERVICE=NUMBER`: `up` of these services with other numbers.
#include "cli/commands.hpp"
#include "cli/parse/parse_values.hpp"

namespace devstack::cli {

ExitCode run_scale(const CommandContext& context, const ScaleArguments& arguments) {
  UpArguments up;
  up.scale = parse_scale(arguments.pairs);
  for (const auto& [service, number] : up.scale) up.services.push_back(service);
  up.no_deps = arguments.no_deps;
  return run_up(context, up);
}

}  // namespace devstack::cli
