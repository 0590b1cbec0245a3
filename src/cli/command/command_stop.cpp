// `devstack stop`: containers stop and stay.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge/run_summary.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> stop(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const StopArguments& arguments) {
  reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  request.depth = reconcile::ObserveRequest::Depth::kLists;
  auto locked = co_await lock_project(context, engine, stack, request);
  const reconcile::StopOptions options{arguments.services, arguments.stop_grace};
  const auto plan = reconcile::plan_stop(stack, locked.observed, options);
  const std::string nothing = arguments.services.empty()
                                  ? fmt::format("nothing of {} runs", stack.project)
                                  : "not running: " + join(arguments.services, ", ");
  WayDown way{"stop", nothing, "stopped " + count_stops(plan), "",
              "not everything could be stopped"};
  co_return co_await carry_out(context, engine, locked.project, stack, locked.observed, plan,
                               std::move(way));
}

}  // namespace

ExitCode run_stop(const CommandContext& context, const StopArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "stop");
  return engine.loop.run(stop(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli
