// Two sources wake one waiter: the engine's events, and the records that supervisors write.
#include "cli/project/project_changes.hpp"

#include "cli/converge/await_event.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/project_events.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/io/file_watcher.hpp"

namespace devstack::cli {
namespace {

enum class Who { kEvents, kProcesses, kLook };

struct Changes {
  Event subscribed, happened;
};

Task<void> follow_containers(EngineSession& engine, const std::string& project, Changes& changes) {
  EventListener listener;
  listener.accepted = [&changes] {
    changes.subscribed.set();
    changes.happened.set();
  };
  listener.event = [&changes](const engine::EngineEvent&) { changes.happened.set(); };
  return follow_project_events(engine.loop, engine.client, project,
                               {"create", "start", "die", "destroy", "health_status"},
                               std::move(listener));
}

Task<void> follow_processes(io::Loop& loop, std::string folder, Changes& changes) {
  io::FileWatcher files(loop);
  files.add(folder);
  for (;;) {
    co_await files.next();
    changes.happened.set();
  }
}

Task<void> look_again(io::Loop& loop, Changes& changes, Duration anyhow,
                      std::function<Task<bool>()> look) {
  co_await await_event(loop, changes.subscribed);
  for (;;) {
    changes.happened.clear();
    Task<bool> looking = look();
    if (co_await looking) co_return;
    co_await await_event_for(loop, changes.happened, anyhow);
  }
}

}  // namespace

Task<void> look_until(EngineSession& engine, const model::Stack& stack,
                      const host::StateStore& state, Duration anyhow,
                      std::function<Task<bool>()> look) {
  Changes changes;
  TaskSet<Who, void> tasks;
  tasks.add(Who::kEvents, follow_containers(engine, stack.project, changes));
  if (has_processes(stack)) {
    const host::ProcessRecords records(state.directory());
    tasks.add(Who::kProcesses, follow_processes(engine.loop, records.folder(), changes));
  }
  tasks.add(Who::kLook, look_again(engine.loop, changes, anyhow, std::move(look)));
  auto finished = co_await tasks.next();
  finished.task.take();
}

}  // namespace devstack::cli
