// `devstack build`: images of services with a build, side by side, with the builder's output.
#include "cli/commands.hpp"
#include "cli/converge/bake_file.hpp"
#include "cli/converge/image_run.hpp"
#include "cli/project/load_project.hpp"

namespace devstack::cli {
namespace {

/// "NAME=value", or "NAME" of the environment; one that is not set there is left out.
std::vector<std::pair<std::string, std::string>> arguments_of(
    const CommandContext& context, const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> args;
  for (const std::string& text : given) {
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) {
      args.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    } else if (const auto found = context.environment.find(text);
               found != context.environment.end()) {
      args.emplace_back(text, found->second);
    }
  }
  return args;
}

reconcile::BuildOptions options_of(const CommandContext& context, const BuildArguments& arguments) {
  reconcile::BuildOptions options;
  options.args = arguments_of(context, arguments.build_args);
  options.ssh = arguments.ssh;
  options.builder = arguments.builder;
  options.provenance = arguments.provenance;
  options.sbom = arguments.sbom;
  options.memory_bytes = arguments.memory_bytes;
  options.no_cache = arguments.no_cache;
  options.pull = arguments.pull;
  options.push = arguments.push;
  options.check = arguments.check;
  return options;
}

Task<ExitCode> build(const CommandContext& context, EngineSession& engine,
                     const model::Stack& stack, reconcile::Plan plan,
                     const BuildArguments& arguments) {
  reconcile::ObserveRequest nothing;
  nothing.images = reconcile::ObserveRequest::Images::kNone;
  auto locked = co_await lock_project(context, engine, stack, std::move(nothing));
  reconcile::UpOptions options;
  options.image_build = options_of(context, arguments);
  options.quiet_build = arguments.quiet;
  const std::string done = arguments.check ? "checked" : "built";
  ImageRun run{context, engine, locked, stack, std::move(plan), std::move(options), "build", done};
  co_return co_await run_images(std::move(run));
}

}  // namespace

ExitCode run_build(const CommandContext& context, const BuildArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  reconcile::BuildSelection selection;
  selection.services = arguments.services;
  selection.dependencies = arguments.dependencies;
  selection.push = arguments.push && !arguments.check;
  auto plan = reconcile::plan_build(loaded.stack, selection);
  if (arguments.print) {
    write_output(to_json(bake_file(loaded.stack, plan, options_of(context, arguments)), 2) + "\n");
    return ExitCode::kOk;
  }
  EngineSession engine(context);
  const ShownContext shown(context, arguments.quiet ? Shown::kFailures : Shown::kAll);
  return engine.loop.run(build(shown.get(), engine, loaded.stack, std::move(plan), arguments));
}

}  // namespace devstack::cli
