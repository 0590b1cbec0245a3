// One batch of changes after the other: rebuild, copy, restart, run.
#include "cli/watch/watch_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/converge/converge.hpp"
#include "cli/converge/start_containers.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/watch/watch_text.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/planner.hpp"
#include "devstack/watch/batch.hpp"
#include "devstack/watch/copy_into.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kHookLimit = std::chrono::minutes{10};

class WatchSession {
 public:
  explicit WatchSession(WatchRun run)
      : run_(std::move(run)),
        console_(run_.context.console),
        context_{run_.context.global, run_.context.environment, console_},
        files_(run_.engine.loop,
               [this](const std::string& folder) { return all_skip(run_.matchers, folder); }) {
    // Lines of the logs and a screen that is painted anew would fight for the terminal.
    console_.progress = run_.quiet ? ui::Mode::kQuiet : ui::Mode::kPlain;
  }

  Task<void> watch() {
    for (const watch::Matcher& matcher : run_.matchers) files_.add(matcher.rule().path);
    std::set<std::string> services;
    for (const watch::Matcher& matcher : run_.matchers) services.insert(matcher.rule().service);
    co_await copy_initially(services);
    tell(watching_text(services, run_.matchers));
    for (;;) {
      std::function<Task<io::ChangedPaths>()> next = [this] { return files_.next(); };
      const watch::Patience patience;
      auto batch = co_await watch::next_batch(run_.engine.loop, patience, std::move(next));
      batch.merge(again_);
      again_.clear();
      const watch::Work work = work_for(run_.matchers, batch);
      if (!work.empty()) co_await handle(work);
    }
  }

 private:
  static void tell(const std::string& text) { write_error("watch: " + text + "\n"); }

  Task<void> handle(const watch::Work& work) {
    if (!work.rebuild.empty()) {
      Task<void> part = rebuild(work.rebuild);
      co_await attempt(std::move(part));
    }
    for (const auto& [service, copies] : work.sync) {
      Task<void> part = copy(service, copies);
      co_await attempt(std::move(part));
    }
    if (!work.restart.empty()) {
      Task<void> part = restart(work.restart);
      co_await attempt(std::move(part));
    }
    for (const auto& [service, rules] : work.execute) {
      for (const watch::Rule* rule : rules) {
        Task<void> part = execute(service, *rule);
        co_await attempt(std::move(part));
      }
    }
  }

  /// A failure is told, and ends only what failed.
  static Task<void> attempt(Task<void> part) {
    try {
      co_await part;
    } catch (const Interrupted&) {
      throw;
    } catch (const Error& error) {
      write_error(render(error));
    }
  }

  Task<std::vector<engine::ContainerSummary>> containers_of(std::string service) {
    ContainerFilter filter;
    filter.services = {std::move(service)};
    co_return co_await find_containers(run_.engine, run_.loaded.stack, std::move(filter));
  }

  // Copying

  Task<void> copy(const std::string& service, const std::vector<watch::Copy>& copies) {
    const SteadyTime began = run_.engine.loop.now();
    watch::Copied all;
    const auto containers = co_await containers_of(service);
    for (const auto& container : containers) {
      const auto one = co_await watch::copy_into(run_.engine.client, container.id, copies);
      all.copied = std::max(all.copied, one.copied);
      all.removed = std::max(all.removed, one.removed);
      for (const std::string& problem : one.problems) {
        all.problems.push_back(container.name + ": " + problem);
      }
    }
    if (containers.empty()) all.problems.push_back(service + " has no container (devstack up)");
    if (all.copied + all.removed != 0) {
      const auto took = std::chrono::duration_cast<Duration>(run_.engine.loop.now() - began);
      tell(copied_text(service, all, took));
    }
    for (const std::string& problem : all.problems) tell("warning: " + problem);
    if (!all.problems.empty()) {
      for (const watch::Copy& one : copies) again_.insert(one.host_path);
    }
  }

  Task<void> copy_initially(std::set<std::string> services) {
    std::map<std::string, std::vector<watch::Copy>> by_service;
    for (const watch::Matcher& matcher : run_.matchers) {
      const watch::Rule& rule = matcher.rule();
      if (!rule.initial_sync || !copies_files(rule.action)) continue;
      if (!services.contains(rule.service)) continue;
      auto copies = watch::everything_of(matcher);
      auto& all = by_service[rule.service];
      all.insert(all.end(), copies.begin(), copies.end());
    }
    for (const auto& [service, copies] : by_service) {
      if (copies.empty()) continue;
      Task<void> part = copy(service, copies);
      co_await attempt(std::move(part));
    }
  }

  // Containers

  Task<void> rebuild(const std::set<std::string>& services) {
    UpArguments up;
    up.services.assign(services.begin(), services.end());
    tell("rebuilding " + join(up.services, ", "));
    const auto before = co_await images_of(services);
    up.build = true;
    up.no_deps = true;
    ExitCode code = ExitCode::kOk;
    {
      const auto lock =
          co_await run_.project.state.lock(run_.engine.loop, context_.global.lock_timeout);
      code = co_await converge(context_, run_.engine, run_.project, run_.loaded.stack, up,
                               run_.engine.loop.now(), "up");
    }
    if (code != ExitCode::kOk) {
      tell("what runs stays as it is until the next change");
      co_return;
    }
    if (run_.prune) co_await remove_nameless(before);
    // New containers have only what the image has.
    co_await copy_initially(services);
  }

  Task<std::set<std::string>> images_of(std::set<std::string> services) {
    std::set<std::string> images;
    const auto containers = co_await list_project(run_.engine.client, run_.loaded.stack);
    for (const auto& container : containers) {
      if (services.contains(label(container, model::labels::kService))) {
        images.insert(container.image_id);
      }
    }
    co_return images;
  }

  Task<void> remove_nameless(std::set<std::string> images) {
    for (const std::string& id : images) {
      const auto image = co_await run_.engine.client.inspect_image(id);
      if (!image || !image->repo_tags.empty()) continue;
      try {
        co_await run_.engine.client.remove_image(id);
      } catch (const engine::EngineError&) {
        // Something else still uses it.
      }
    }
  }

  Task<void> restart(const std::set<std::string>& services) {
    reconcile::UpOptions options;
    options.services.assign(services.begin(), services.end());
    WayUp way{std::move(options), "restart", run_.engine.loop.now()};
    co_await start_containers(context_, run_.engine, run_.loaded.stack, reconcile::plan_restart,
                              std::move(way));
  }

  Task<void> execute(const std::string& service, const watch::Rule& rule) {
    const auto containers = co_await containers_of(service);
    for (const auto& container : containers) {
      if (container.state != "running") continue;
      engine::ExecRequest request;
      request.command = rule.hook.command;
      request.environment = rule.hook.environment;
      request.user = rule.hook.user;
      request.working_dir = rule.hook.working_dir;
      request.privileged = rule.hook.privileged;
      const auto result =
          co_await run_.engine.client.exec(container.id, std::move(request), kHookLimit);
      tell(executed_text(container.name, rule, result));
    }
  }

  WatchRun run_;
  Console console_;
  CommandContext context_;
  io::FileWatcher files_;
  io::ChangedPaths again_;  ///< could not be copied
};

}  // namespace

Task<void> watch_files(WatchRun run) {
  WatchSession session(std::move(run));
  co_await session.watch();
}

}  // namespace devstack::cli
