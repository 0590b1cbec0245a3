// Connect, lock, look.
#include "cli/project/locked_project.hpp"

#include "cli/converge/take_down.hpp"
#include "cli/project/host_view.hpp"

namespace devstack::cli {

Task<LockedProject> lock_project(const CommandContext& context, EngineSession& engine,
                                 const model::Stack& stack, reconcile::ObserveRequest request) {
  auto project = co_await open_project(engine, stack, context.environment);
  auto lock = co_await project.state.lock(engine.loop, context.global.lock_timeout);
  co_await let_cut_off_run_settle(engine, project, stack);
  const auto view = host_view(context, stack, engine.client.endpoint());
  if (request.images == reconcile::ObserveRequest::Images::kNeeded) request.host = &view;
  auto observed = co_await reconcile::observe(engine.client, stack, project.state, request);
  co_return LockedProject{std::move(project), std::move(lock), std::move(observed)};
}

}  // namespace devstack::cli
