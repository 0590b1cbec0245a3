// A stream for each container that runs; the engine's events tell when the next one begins.
#include "cli/logs/log_follow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <map>
#include <set>
#include <utility>

#include "cli/console.hpp"
#include "cli/converge/await_event.hpp"
#include "cli/logs/log_position.hpp"
#include "cli/logs/process_logs.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/project_events.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// What the explanations of failures need; without these only `start`.
const std::vector<std::string>& told_events() {
  static const std::vector<std::string> actions{"start", "die",           "kill",
                                                "oom",   "health_status", "destroy"};
  return actions;
}

/// "api", or "api-2" for a further container of a scaled service.
std::string display_name(const engine::ContainerSummary& container) {
  const std::string number = label(container, model::labels::kContainerNumber);
  const std::string service = label(container, model::labels::kService);
  return number.empty() || number == "1" ? service : service + "-" + number;
}

class LogFollower {
 public:
  LogFollower(EngineSession& engine, const model::Stack& stack, const host::StateStore& state,
              LogView view)
      : engine_(engine),
        stack_(stack),
        view_(std::move(view)),
        processes_(state, view_.wanted,
                   [this](const std::string& service, std::optional<SystemTime> time,
                          std::string_view line) { show_process_line(service, time, line); }) {}

  Task<ExitCode> run() {
    const bool follow = view_.request.follow;
    // Subscribed before anything is listed: what starts in between is not missed.
    if (follow) co_await subscribe();
    std::size_t found = begin_processes();
    found += co_await add_containers();
    if (found == 0 && !follow) co_return ExitCode::kNothingRuns;
    first_look_ = false;
    if (follow) {
      tasks_.add(Waker::kEvent, next_events());
      if (has_processes(stack_)) tasks_.add(Waker::kFiles, next_files());
    } else {
      processes_.finish(engine_.loop.system_now());
      flush_processes();
    }
    while (!tasks_.empty()) {
      auto next = co_await tasks_.next();
      next.task.take();
      co_await handle(next.key);
    }
    co_return ExitCode::kOk;
  }

 private:
  enum class Waker { kSubscription, kEvent, kFiles, kStream };
  struct Container {
    std::string name;
    std::size_t color = 0;
    LogPosition position;
    bool open = false, started_again = false;
  };

  Task<void> handle(Waker waker) {
    switch (waker) {
      case Waker::kSubscription:
        break;
      case Waker::kEvent:
        if (failure_) std::rethrow_exception(failure_);
        if (take_events()) co_await look_again();
        tasks_.add(Waker::kEvent, next_events());
        break;
      case Waker::kFiles:
        begin_processes();
        while (processes_.read_more(engine_.loop.system_now())) {
          flush_processes();
          co_await engine_.loop.sleep(Duration{0});  // others as well
        }
        tasks_.add(Waker::kFiles, next_files());
        break;
      case Waker::kStream:
        if (view_.request.follow) co_await look_again();
        break;
    }
  }

  // Events

  Task<void> subscribe() {
    tasks_.add(Waker::kSubscription, subscription());
    co_await await_event(engine_.loop, subscribed_once_);
    if (failure_) std::rethrow_exception(failure_);
  }

  /// With each new subscription everything may be new.
  Task<void> subscription() {
    std::vector<std::string> actions{"start"};
    if (view_.on_event) actions = told_events();
    EventListener listener;
    listener.accepted = [this] {
      missed_ = subscribed_once_.is_set();
      subscribed_once_.set();
      if (missed_) arrived_.set();
    };
    listener.event = [this](const engine::EngineEvent& event) {
      events_.push_back(event);
      arrived_.set();
    };
    try {
      co_await follow_project_events(engine_.loop, engine_.client, stack_.project,
                                     std::move(actions), std::move(listener));
    } catch (const Error&) {
      failure_ = std::current_exception();
    }
    subscribed_once_.set();
    arrived_.set();
  }

  Task<void> next_events() {
    co_await await_event(engine_.loop, arrived_);
    arrived_.clear();
  }

  /// True when something has started.
  bool take_events() {
    bool started = std::exchange(missed_, false);
    if (started) {
      for (auto& [id, container] : containers_) container.started_again = true;
    }
    while (!events_.empty()) {
      const engine::EngineEvent event = std::move(events_.front());
      events_.pop_front();
      if (event.action == "start") {
        started = true;
        const auto known = containers_.find(event.actor_id);
        if (known != containers_.end()) known->second.started_again = true;
      }
      if (event.action == "destroy") forget(event.actor_id);
      if (view_.on_event) view_.on_event(event);
    }
    return started;
  }

  /// A container that is gone; its stream, if it has not ended yet, is looked after by its task.
  void forget(const std::string& id) {
    const auto known = containers_.find(id);
    if (known != containers_.end() && !known->second.open) containers_.erase(known);
  }

  // Containers

  bool wanted(const engine::ContainerSummary& container) const {
    if (!view_.wanted(label(container, model::labels::kService))) return false;
    return view_.index == 0 ||
           label(container, model::labels::kContainerNumber) == std::to_string(view_.index);
  }

  void widen_prefix(const std::string& name) {
    if (!view_.prefix) return;
    view_.style.prefix_width = std::max(view_.style.prefix_width, display_width(name));
  }

  Task<std::size_t> add_containers() {
    const auto all = co_await list_project(engine_.client, stack_);
    std::size_t added = 0;
    for (const auto& container : all) {
      if (wanted(container)) widen_prefix(display_name(container));
    }
    for (const auto& container : all) {
      if (!wanted(container)) continue;
      const bool is_new = !containers_.contains(container.id);
      Container& mine = containers_[container.id];
      if (is_new) {
        mine.name = display_name(container);
        mine.color = colors_++;
        ++added;
      }
      if (mine.open || (!is_new && !mine.started_again)) continue;
      mine.open = true;
      mine.started_again = false;
      tasks_.add(Waker::kStream, stream(container.id, request_for(mine)));
    }
    co_return added;
  }

  /// While the engine is away nothing can be seen; its return is an event.
  Task<void> look_again() {
    try {
      co_await add_containers();
    } catch (const engine::EngineUnavailable&) {
    } catch (const engine::EngineError& error) {
      if (error.status() != 0) throw;
    }
  }

  engine::LogRequest request_for(Container& container) {
    engine::LogRequest request = view_.request;
    if (request.follow) request.timestamps = true;
    if (!first_look_) request.tail = "all";
    if (!container.position.since().empty()) {
      request.since = container.position.since();
      request.tail = "all";
      container.position.go_back();
    }
    return request;
  }

  Task<void> stream(std::string id, engine::LogRequest request) {
    std::string problem;
    try {
      if (request.follow && request.tail == "0") co_await find_end(id, request);
      co_await stream_once(id, request);
    } catch (const engine::EngineUnavailable&) {
      problem.clear();  // it comes back, or following ends
    } catch (const engine::EngineError& error) {
      if (error.status() != 0) problem = error.what();
    }
    Container& container = containers_[id];
    container.open = false;
    // One whose engine keeps no log (driver none), or that is just being removed.
    if (!problem.empty() && !container.started_again) {
      write_error(fmt::format("warning: no log of {}: {}\n", container.name, problem));
    }
  }

  Task<void> stream_once(std::string id, engine::LogRequest request) {
    std::string lines;  // of one piece: written at once
    LineJoiner joiner([this, &lines, &id, &request](engine::LogStream from, std::string_view line) {
      lines += shown(containers_[id], request, from, line);
    });
    const auto flush = [&lines] {
      if (!lines.empty()) write_output(lines);
      lines.clear();
    };
    engine::Client::LogSink sink = [&joiner, &flush](engine::LogStream from,
                                                     std::string_view piece) {
      joiner.feed(from, piece);
      flush();
    };
    co_await engine_.client.stream_logs(id, request, std::move(sink));
    joiner.finish();
    flush();
  }

  /// Nothing that is there is wanted: the last line only tells where what comes begins.
  Task<void> find_end(std::string id, engine::LogRequest& request) {
    engine::LogRequest last = request;
    last.follow = false;
    last.tail = "1";
    Container& container = containers_[id];
    LineJoiner joiner([&container](engine::LogStream from, std::string_view line) {
      static_cast<void>(container.position.is_new(from, split_time(line).time));
    });
    engine::Client::LogSink sink = [&joiner](engine::LogStream from, std::string_view piece) {
      joiner.feed(from, piece);
    };
    co_await engine_.client.stream_logs(id, std::move(last), std::move(sink));
    joiner.finish();
    request.tail = "all";
    request.since = container.position.since();
    container.position.go_back();
  }

  std::string shown(Container& container, const engine::LogRequest& request, engine::LogStream from,
                    std::string_view line) {
    if (!request.timestamps)
      return format_log_line(view_.style, container.name, container.color, line);
    const TimedLine timed = split_time(line);
    if (!container.position.is_new(from, timed.time)) return {};
    return format_log_line(view_.style, container.name, container.color, timed.text,
                           view_.request.timestamps ? timed.time : std::string_view());
  }

  // Processes

  std::size_t begin_processes() {
    const auto added = processes_.begin(begin_request());
    flush_processes();
    return added.size();
  }

  engine::LogRequest begin_request() const {
    engine::LogRequest request = view_.request;
    if (!first_look_) request.tail = "all";
    return request;
  }

  void show_process_line(const std::string& service, std::optional<SystemTime> time,
                         std::string_view line) {
    widen_prefix(service);
    const auto [color, is_new] = process_colors_.try_emplace(service, colors_);
    if (is_new) ++colors_;
    const std::string text = view_.request.timestamps && time ? format_rfc3339(*time) : "";
    process_lines_ += format_log_line(view_.style, service, color->second, line, text);
  }

  void flush_processes() {
    if (!process_lines_.empty()) write_output(process_lines_);
    process_lines_.clear();
  }

  Task<void> next_files() {
    if (!files_) files_ = std::make_unique<io::FileWatcher>(engine_.loop);
    for (const std::string& path : processes_.watched_paths()) {
      if (watched_.insert(path).second) files_->add(path);
    }
    co_await files_->next();
  }

  EngineSession& engine_;
  const model::Stack& stack_;
  LogView view_;
  std::map<std::string, Container> containers_;  // by id
  std::size_t colors_ = 0;
  bool first_look_ = true;
  ProcessLogs processes_;
  std::map<std::string, std::size_t> process_colors_;
  std::string process_lines_;
  std::unique_ptr<io::FileWatcher> files_;
  std::set<std::string> watched_;
  std::deque<engine::EngineEvent> events_;
  Event arrived_, subscribed_once_;
  bool missed_ = false;  ///< events, while there was no stream of them
  std::exception_ptr failure_;
  TaskSet<Waker, void> tasks_;  // last: its tasks use what stands before
};

}  // namespace

Task<ExitCode> show_logs(EngineSession& engine, const model::Stack& stack,
                         const host::StateStore& state, LogView view) {
  LogFollower follower(engine, stack, state, std::move(view));
  co_return co_await follower.run();
}

}  // namespace devstack::cli
