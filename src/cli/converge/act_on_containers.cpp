// The calls, and what is told of each.
#include "cli/converge/act_on_containers.hpp"

#include <fmt/format.h>

#include <exception>

#include "cli/converge/run_plan.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {

Task<ExitCode> act_on(const CommandContext& context, EngineSession& engine,
                      std::vector<engine::ContainerSummary> containers, ContainerAct act) {
  const auto began = engine.loop.now();
  const auto renderer = make_renderer(context, engine.loop);
  TaskSet<std::size_t, void> calls;
  for (std::size_t i = 0; i < containers.size(); ++i) {
    calls.add(i, act.call(engine.client, containers[i].id));
  }
  std::exception_ptr failed;
  while (!calls.empty()) {
    auto finished = co_await calls.next();
    try {
      finished.task.take();
      renderer->on_event(ResourceChanged{"container", containers[finished.key].name, act.what});
    } catch (const engine::EngineError&) {
      if (!failed) failed = std::current_exception();
    }
  }
  if (failed) std::rethrow_exception(failed);
  RunFinished end;
  end.took = std::chrono::duration_cast<Duration>(engine.loop.now() - began);
  end.summary = containers.empty()
                    ? act.nothing
                    : fmt::format("{} {} container{} in {}", act.what, containers.size(),
                                  containers.size() == 1 ? "" : "s", format_duration(end.took));
  renderer->on_event(end);
  co_return ExitCode::kOk;
}

}  // namespace devstack::cli
