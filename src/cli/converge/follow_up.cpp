// Logs, watched files, Ctrl-C and the first end, side by side.
#include "cli/converge/follow_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <initializer_list>
#include <memory>

#include "cli/commands.hpp"
#include "cli/converge/await_event.hpp"
#include "cli/converge/runtime_watch.hpp"
#include "cli/logs/log_follow.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/watch/watch_rules.hpp"
#include "cli/watch/watch_session.hpp"
#include "devstack/base/exit_status.hpp"
#include "devstack/base/units.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

using Abort = FollowArguments::Abort;

constexpr std::initializer_list<int> kEndingSignals = {SIGINT, SIGTERM, SIGHUP};

/// Why following ended.
struct Ending {
  int code = 0;
  bool stop_all = false, interrupted = false;
};

class FollowUp {
 public:
  FollowUp(const CommandContext& context, EngineSession& engine, const load::Loaded& loaded,
           const UpArguments& arguments, SystemTime since)
      : context_(context),
        engine_(engine),
        loaded_(loaded),
        arguments_(arguments),
        since_(since),
        runtime_([this](const std::string& service) { return is_job(service); }) {}

  Task<Ending> run() {
    project_.emplace(co_await open_project(engine_, loaded_.stack, context_.environment));
    race_.add(Who::kLogs, logs());
    if (arguments_.following.watch) race_.add(Who::kWatch, watch());
    // Otherwise a signal ends the program at once, however much is being written.
    if (must_clean_up()) race_.add(Who::kSignal, ending_signal());
    if (aborts()) {
      co_await look_for_ends();
      race_.add(Who::kEnd, first_end());
    }
    auto first = co_await race_.next();
    co_return first.task.take();
  }

 private:
  enum class Who { kLogs, kWatch, kSignal, kEnd };

  [[nodiscard]] bool aborts() const { return arguments_.following.abort != Abort::kNever; }
  [[nodiscard]] bool must_clean_up() const { return aborts() || arguments_.following.watch; }
  [[nodiscard]] bool is_job(const std::string& service) const {
    const auto found = loaded_.stack.services.find(service);
    return found != loaded_.stack.services.end() && found->second.is_job;
  }

  Task<Ending> logs() {
    const FollowArguments& following = arguments_.following;
    LogView view;
    view.style.color = context_.console.output.color == ui::Color::kAlways && !following.no_color;
    view.style.terminal = context_.console.output_is_terminal;
    view.prefix = !following.no_prefix;
    view.wanted = [attached = attached_services(loaded_.stack, arguments_)](
                      const std::string& service) { return attached.contains(service); };
    view.request.follow = true;
    view.request.timestamps = following.timestamps;
    view.request.since = format_unix_seconds(since_.time_since_epoch());
    view.on_event = [this](const engine::EngineEvent& event) { take(event); };
    co_await show_logs(engine_, loaded_.stack, project_->state, std::move(view));
    co_return Ending{};
  }

  Task<Ending> watch() {
    std::vector<std::string> notes;
    const auto rules = watch_rules(loaded_, arguments_.services, notes);
    WatchRun run{context_, engine_, *project_, loaded_,
                 watch_matchers(rules, loaded_.stack, load::system_files())};
    co_await watch_files(std::move(run));
    co_return Ending{};
  }

  Task<Ending> ending_signal() {
    const int number = co_await engine_.loop.next_signal(kEndingSignals);
    // From here on the next Ctrl-C ends the process at once.
    for (const int signal : kEndingSignals) std::signal(signal, SIG_DFL);
    co_return Ending{kSignalBase + number, aborts(), true};
  }

  /// Containers are told by events; an end counts unless the engine starts it again.
  void take(const engine::EngineEvent& event) {
    for (const RuntimeNotice& notice : runtime_.take(event)) {
      tell(notice);
      if (counts(notice)) end(notice.service, notice.exit_code);
    }
  }

  void tell(const RuntimeNotice& notice) const {
    using Kind = RuntimeNotice::Kind;
    const bool bad = notice.kind != Kind::kEnded && notice.kind != Kind::kHealthy;
    const std::string next = bad ? fmt::format("  (devstack why {})", notice.service) : "";
    write_error(ui::in_charset(fmt::format("{} {}{}\n", bad ? "✖" : "■", notice.text, next),
                               context_.console.error.glyphs));
  }

  [[nodiscard]] bool counts(const RuntimeNotice& notice) const {
    using Kind = RuntimeNotice::Kind;
    if (notice.kind == Kind::kUnhealthy || notice.kind == Kind::kHealthy ||
        notice.kind == Kind::kCrashLoop) {
      return false;
    }
    return counts(notice.service, notice.exit_code);
  }

  /// A job that is done was meant to end.
  [[nodiscard]] bool counts(const std::string& service, int code) const {
    if (!aborts()) return false;
    if (service == arguments_.following.exit_code_from) return true;
    if (code == 0 && is_job(service)) return false;
    if (restarts(service, code)) return false;
    return code != 0 || arguments_.following.abort == Abort::kOnExit;
  }

  [[nodiscard]] bool restarts(const std::string& service, int code) const {
    const auto found = loaded_.stack.services.find(service);
    if (found == loaded_.stack.services.end()) return false;
    const std::string& policy = found->second.restart;
    return policy == "always" || policy == "unless-stopped" ||
           (policy == "on-failure" && code != 0);
  }

  void end(const std::string& service, int code) {
    if (ended_.is_set()) return;
    ended_by_ = service;
    ending_ = Ending{code, true};
    ended_.set();
  }

  Task<Ending> first_end() {
    co_await await_event(engine_.loop, ended_);
    write_error(fmt::format("stopping everything: {} has ended\n", ended_by_));
    co_return ending_;
  }

  /// What ended before the events were listened to.
  Task<void> look_for_ends() {
    const auto containers = co_await list_project(engine_.client, loaded_.stack);
    for (const auto& container : containers) {
      if (container.state != "exited" && container.state != "dead") continue;
      const auto details = co_await engine_.client.inspect_container(container.id);
      const std::string service = label(container, model::labels::kService);
      // One that somebody stopped long ago is not of this start.
      const bool now = details && details->finished_at && *details->finished_at >= since_;
      if (now && counts(service, details->exit_code)) end(service, details->exit_code);
    }
  }

  const CommandContext& context_;
  EngineSession& engine_;
  const load::Loaded& loaded_;
  const UpArguments& arguments_;
  SystemTime since_;
  RuntimeWatch runtime_;
  std::optional<ProjectOnEngine> project_;
  Event ended_;
  std::string ended_by_;
  Ending ending_;
  TaskSet<Who, Ending> race_;  // last: its tasks use what stands before
};

/// The code of the service that decides, after everything was stopped.
Task<ExitCode> code_of(const CommandContext& context, EngineSession& engine,
                       const model::Stack& stack, std::string service, ExitCode otherwise) {
  co_await open_project(engine, stack, context.environment);
  const auto containers = co_await list_project(engine.client, stack);
  for (const auto& container : containers) {
    if (label(container, model::labels::kService) != service) continue;
    const auto details = co_await engine.client.inspect_container(container.id);
    if (details) co_return static_cast<ExitCode>(details->exit_code);
  }
  co_return otherwise;
}

}  // namespace

bool stays(const UpArguments& arguments) {
  const FollowArguments& following = arguments.following;
  return arguments.follow || following.watch || following.abort != Abort::kNever ||
         !following.attach.empty() || !following.no_attach.empty() || following.attach_dependencies;
}

std::set<std::string> attached_services(const model::Stack& stack, const UpArguments& arguments) {
  const FollowArguments& following = arguments.following;
  std::set<std::string> attached(following.attach.begin(), following.attach.end());
  if (attached.empty()) {
    std::set<std::string> asked(arguments.services.begin(), arguments.services.end());
    if (following.attach_dependencies && !asked.empty()) {
      const auto all = graph::closure(stack, arguments.services);
      asked.insert(all.begin(), all.end());
    }
    for (const auto& [name, service] : stack.services) {
      if (service.attach && (asked.empty() || asked.contains(name))) attached.insert(name);
    }
  }
  for (const std::string& name : following.no_attach) attached.erase(name);
  return attached;
}

void check_following(const load::Loaded& loaded, const UpArguments& arguments) {
  const FollowArguments& following = arguments.following;
  check_services(loaded.stack, following.attach);
  check_services(loaded.stack, following.no_attach);
  if (!following.exit_code_from.empty()) check_services(loaded.stack, {following.exit_code_from});
  std::vector<std::string> notes;
  if (following.watch) static_cast<void>(watch_rules(loaded, arguments.services, notes));
}

ExitCode follow_up(const CommandContext& context, const load::Loaded& loaded,
                   const UpArguments& arguments, SystemTime since) {
  Ending ending;
  {
    EngineSession engine(context);
    FollowUp follow(context, engine, loaded, arguments, since);
    ending = engine.loop.run(follow.run());
  }
  const auto code = static_cast<ExitCode>(ending.code);
  if (!ending.stop_all) return code;
  const ExitCode deciding = stop_after(context, loaded, arguments, code);
  return ending.interrupted ? code : deciding;
}

ExitCode stop_after(const CommandContext& context, const load::Loaded& loaded,
                    const UpArguments& arguments, ExitCode otherwise) {
  StopArguments stop;
  stop.stop_grace = arguments.stop_grace;
  static_cast<void>(run_stop(context, stop));
  const std::string& service = arguments.following.exit_code_from;
  if (service.empty()) return otherwise;
  EngineSession engine(context);
  return engine.loop.run(code_of(context, engine, loaded.stack, service, otherwise));
}

}  // namespace devstack::cli
