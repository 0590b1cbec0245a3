// Two sources wake one waiter: the engine's events, and the records that supervisors write.
#include "cli/project/project_changes.hpp"

#include "cli/converge/await_event.hpp"
#include "cli/project/host_view.hpp"
#include "devstack/engine/error.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// After the engine ended its stream of events, and how often that is tried.
constexpr Duration kReconnect{500};
constexpr int kReconnects = 60;

enum class Who { kEvents, kProcesses, kLook };

struct Changes {
  Event subscribed, happened;
};

/// Until the engine stays away; whatever happened between two streams is found by looking.
Task<bool> follow_containers(io::Loop& loop, engine::Client& client, std::string project,
                             Changes& changes) {
  const std::vector<std::string> labels{std::string(model::labels::kProject) + "=" + project};
  const std::vector<std::string> actions{"create", "start", "die", "destroy", "health_status"};
  const engine::Client::EventSink sink = [&changes](const engine::EngineEvent&) {
    changes.happened.set();
  };
  for (int tries = 1;; ++tries) {
    try {
      co_await client.stream_container_events(labels, actions, &changes.subscribed, sink);
    } catch (const engine::EngineUnavailable&) {
      if (tries == kReconnects || !changes.subscribed.is_set()) throw;
    } catch (const engine::EngineError& error) {
      if (tries == kReconnects || error.status() != 0) throw;
    }
    co_await loop.sleep(kReconnect);
    changes.happened.set();
  }
}

Task<bool> follow_processes(io::Loop& loop, std::string folder, Changes& changes) {
  io::FileWatcher files(loop);
  files.add(folder);
  for (;;) {
    co_await files.next();
    changes.happened.set();
  }
}

Task<bool> look_again(io::Loop& loop, Changes& changes, Duration anyhow,
                      std::function<Task<bool>()> look) {
  co_await await_event(loop, changes.subscribed);
  for (;;) {
    changes.happened.clear();
    Task<bool> looking = look();
    if (co_await looking) co_return true;
    co_await await_event_for(loop, changes.happened, anyhow);
  }
}

}  // namespace

Task<void> look_until(EngineSession& engine, const model::Stack& stack,
                      const host::StateStore& state, Duration anyhow,
                      std::function<Task<bool>()> look) {
  Changes changes;
  TaskSet<Who, bool> tasks;
  tasks.add(Who::kEvents, follow_containers(engine.loop, engine.client, stack.project, changes));
  if (has_processes(stack)) {
    const host::ProcessRecords records(state.directory());
    tasks.add(Who::kProcesses, follow_processes(engine.loop, records.folder(), changes));
  }
  tasks.add(Who::kLook, look_again(engine.loop, changes, anyhow, std::move(look)));
  auto finished = co_await tasks.next();
  finished.task.take();
}

}  // namespace devstack::cli
