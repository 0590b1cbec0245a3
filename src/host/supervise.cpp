// One loop over what can happen: a child ends, output comes, a command calls, a time has come.
#include "host/supervise.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <initializer_list>
#include <set>
#include <utility>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/exit_status.hpp"
#include "devstack/host/process_launcher.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/host/process_tree.hpp"
#include "devstack/io/loop.hpp"
#include "host/control_socket.hpp"
#include "host/log_stamps.hpp"
#include "host/restart_policy.hpp"
#include "host/rotating_log.hpp"

namespace devstack::host {
namespace {

/// Static, so that a coroutine may keep them.
constexpr std::initializer_list<int> kChildSignals = {SIGCHLD};
constexpr std::initializer_list<int> kEndingSignals = {SIGTERM, SIGINT};

constexpr Duration kDefaultGrace{10'000};
/// What a failed command leaves behind gets this long before it is killed.
constexpr Duration kLeftoverGrace{2'000};
/// Between two looks at what has been sent KILL.
constexpr Duration kKillAgain{20};
/// Exit code of a command that could not even be started again, as shells have it.
constexpr int kNotStarted = 127;

enum class Part { kChild, kOutput, kCaller, kTime, kSignal };

/// One for all starts; both ends stay open here, so that it never ends.
struct OutputPipe {
  FileDescriptor read_end, write_end;

  OutputPipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw HostError("cannot make", "a pipe", errno);
    read_end = FileDescriptor(ends[0]);
    write_end = FileDescriptor(ends[1]);
    constexpr int kPipeBytes = 1 << 20;
    ::fcntl(ends[0], F_SETPIPE_SZ, kPipeBytes);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);  // the other end stays as programs expect it
  }
};

class Supervisor {
 public:
  explicit Supervisor(const Supervised& order)
      : order_(order),
        records_(order.state_directory),
        log_(order.log),
        stamps_(records_.log_times(order.service)),
        policy_(order.restart),
        launcher_(make_process_launcher(loop_)),
        listener_(listen_at(records_.folder(), ProcessRecords::socket_name(order.service))) {
    record_.service = order.service;
    record_.supervisor = identify(::getpid()).value_or(ProcessIdentity{});
    record_.marker = order.marker;
    record_.log = order.log;
    record_.fields = order.fields;
    if (log_.size() != 0) stamps_.rotate();
    log_.rotate();  // each start has its log for itself
  }

  void run(const FirstStart& first_start) { loop_.run(supervise(first_start)); }

 private:
  Task<void> supervise(FirstStart first_start) {
    // Waited for before anything is started: no end may go unseen.
    parts_.add(Part::kChild, child_ends());
    parts_.add(Part::kSignal, ending_signal());
    parts_.add(Part::kCaller, loop_.readable(listener_.get()));
    parts_.add(Part::kOutput, loop_.readable(output_.read_end.get()));
    const auto problem = start();
    first_start(problem);
    done_ = problem.has_value();
    while (!done_) {
      auto next = co_await parts_.next();
      next.task.take();
      handle(next.key);
    }
    finish(problem.has_value());
  }

  Task<void> child_ends() { co_await loop_.next_signal(kChildSignals); }
  Task<void> ending_signal() { co_await loop_.next_signal(kEndingSignals); }

  void handle(Part part) {
    switch (part) {
      case Part::kChild:
        parts_.add(Part::kChild, child_ends());
        reap();
        break;
      case Part::kSignal:
        parts_.add(Part::kSignal, ending_signal());
        stop(kDefaultGrace);
        break;
      case Part::kCaller:
        parts_.add(Part::kCaller, loop_.readable(listener_.get()));
        if (auto caller = accept_caller(listener_)) serve(std::move(*caller));
        break;
      case Part::kOutput:
        drain();
        parts_.add(Part::kOutput, loop_.readable(output_.read_end.get()));
        break;
      case Part::kTime:
        keep_time();
        break;
    }
  }

  /// Starts the command; why not, if it cannot be.
  std::optional<std::string> start() {
    Background program{order_.argv, order_.environment, order_.working_dir, -1};
    program.environment[kProcessMarker] = order_.marker;
    program.output = output_.write_end.get();
    try {
      record_.log_begin = log_.size();
      const int pid = launcher_->start(program);
      main_ = pid;
      record_.process = identify(pid).value_or(ProcessIdentity{pid, 0, {}});
    } catch (const HostError& error) {
      return error.what();
    }
    began_ = loop_.now();
    record_.phase = ProcessPhase::kRunning;
    record_.started_at = loop_.system_now();
    save();
    return std::nullopt;
  }

  [[nodiscard]] std::vector<ProcessEntry> family() const {
    return descendants(list_processes(), ::getpid());
  }

  void reap() {
    bool main_ended = false;
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0;
         pid = ::waitpid(-1, &status, WNOHANG)) {
      if (pid != main_) continue;
      main_ended = true;
      record_.exit_code = exit_status_of(status);
    }
    if (main_ended) main_ = 0;
    if (main_ == 0) look_after_end();
  }

  /// Whoever stays of a command that went to the background: it has become our own child.
  static ProcessEntry heir(const std::vector<ProcessEntry>& family) {
    const auto own = std::ranges::find(family, ::getpid(), &ProcessEntry::parent);
    return own == family.end() ? family.front() : *own;
  }

  /// The command itself has ended: is anything of it left, and what becomes of that?
  void look_after_end() {
    if (record_.phase != ProcessPhase::kRunning) return;
    const auto rest = family();
    if (rest.empty()) {
      all_gone();
    } else if (stopping_ || clearing_) {
      ask_to_end(rest);  // who was born since the last time has not heard of it
    } else if (record_.exit_code == 0) {
      follow(heir(rest));
    } else {
      clearing_ = true;  // what it left holds its port
      end_family(kLeftoverGrace);
    }
  }

  /// It went to the background: what stays is the service now.
  void follow(const ProcessEntry& eldest) {
    main_ = eldest.pid;
    record_.process = identify(eldest.pid).value_or(record_.process);
    save();
  }

  void all_gone() {
    clearing_ = false;
    kill_at_.reset();
    asked_.clear();
    drain();
    if (stopping_) {
      done_ = true;
      return;
    }
    const auto ran = std::chrono::duration_cast<Duration>(loop_.now() - began_);
    const auto pause = policy_.after_end(record_.exit_code, ran);
    if (!pause) {
      done_ = true;
      return;
    }
    record_.phase = ProcessPhase::kBackingOff;
    record_.next_start = loop_.system_now() + *pause;
    save();
    start_at_ = loop_.now() + *pause;
    wake_in(*pause);
  }

  void stop(Duration grace) {
    if (stopping_) {
      kill_at_ = std::min(kill_at_.value_or(SteadyTime::max()), loop_.now() + grace);
      wake_in(grace);
      return;
    }
    stopping_ = true;
    start_at_.reset();
    reap();
    if (done_ || family().empty()) {
      done_ = true;
      return;
    }
    end_family(grace);
  }

  /// The command's group, and what has left that group or its session.
  void end_family(Duration grace) {
    ask_to_end(family());
    kill_at_ = loop_.now() + grace;
    wake_in(grace);
  }

  void ask_to_end(const std::vector<ProcessEntry>& family) {
    for (const ProcessEntry& entry : family) {
      if (!asked_.emplace(entry.pid, entry.start_ticks).second) continue;
      send(entry, SIGTERM);
      send(entry, SIGCONT);  // one that is suspended would not hear of it
    }
  }

  void send(const ProcessEntry& entry, int signal) const {
    const ProcessIdentity process{entry.pid, entry.start_ticks, record_.supervisor.boot_id};
    send_signal(process, signal, SignalScope::kProcess);
  }

  void wake_in(Duration duration) { parts_.add(Part::kTime, loop_.sleep(duration)); }

  void keep_time() {
    const SteadyTime now = loop_.now();
    if (start_at_ && now >= *start_at_) {
      start_at_.reset();
      ++record_.restarts;
      if (start()) {
        record_.phase = ProcessPhase::kRunning;
        record_.exit_code = kNotStarted;
        began_ = now;
        all_gone();
      }
    }
    if (kill_at_ && now >= *kill_at_) {
      for (const ProcessEntry& entry : family()) send(entry, SIGKILL);
      reap();
      if (!done_ && (stopping_ || clearing_)) {
        wake_in(kKillAgain);  // something may have been forked meanwhile
      } else {
        kill_at_.reset();
      }
    }
  }

  void serve(Caller caller) {
    const auto blank = caller.line.find(' ');
    const std::string verb = caller.line.substr(0, blank);
    std::int64_t number = 0;
    if (blank != std::string::npos) {
      std::from_chars(caller.line.data() + blank + 1, caller.line.data() + caller.line.size(),
                      number);
    }
    if (verb == "stop") {
      callers_.push_back(std::move(caller.connection));
      stop(Duration{number});
    } else if (verb == "signal") {
      if (!send_signal(record_.process, static_cast<int>(number), SignalScope::kGroup)) {
        send_signal(record_.process, static_cast<int>(number), SignalScope::kProcess);
      }
      answer(caller.connection, "sent\n");
    } else {
      answer(caller.connection, encode(record_));
    }
  }

  /// A part of what is there: a flood must not keep us from everything else.
  void drain() {
    constexpr int kPieces = 16;
    std::array<char, 65536> buffer;
    const std::uint64_t before = log_.size();
    for (int i = 0; i < kPieces; ++i) {
      const ssize_t size = ::read(output_.read_end.get(), buffer.data(), buffer.size());
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) break;
      write_log({buffer.data(), static_cast<std::size_t>(size)});
    }
    if (log_.size() < before && record_.log_begin != 0) {
      record_.log_begin = 0;
      save();
    }
  }

  void write_log(std::string_view piece) {
    const std::uint64_t begin = log_.size();
    stamps_.note(begin, loop_.system_now());
    log_.write(piece);
    if (log_.size() >= begin + piece.size()) return;
    stamps_.rotate();
    stamps_.note(0, loop_.system_now());
  }

  void save() const {
    try {
      records_.write(record_);
    } catch (const HostError&) {
      // A full disk: the process is looked after all the same, and found again by its marker.
    }
  }

  void finish(bool never_started) {
    if (never_started) {
      records_.remove(order_.service);
      return;
    }
    drain();
    record_.phase = ProcessPhase::kEnded;
    record_.stopped = stopping_;
    save();
    for (const FileDescriptor& caller : callers_) answer(caller, encode(record_));
  }

  const Supervised& order_;
  io::Loop loop_;
  ProcessRecords records_;
  RotatingLog log_;
  LogStamps stamps_;
  RestartPolicy policy_;
  std::unique_ptr<ProcessLauncher> launcher_;
  FileDescriptor listener_;
  OutputPipe output_;
  std::vector<FileDescriptor> callers_;  ///< who wait for the end
  TaskSet<Part, void> parts_;
  ProcessRecord record_;
  int main_ = 0;  ///< 0: the command does not run
  SteadyTime began_{};
  std::optional<SteadyTime> start_at_, kill_at_;
  std::set<std::pair<int, std::uint64_t>> asked_;  ///< pid and start of who has been sent TERM
  bool stopping_ = false;
  bool clearing_ = false;  ///< what a failed command left is being ended
  bool done_ = false;
};

}  // namespace

void supervise(const Supervised& supervised, const FirstStart& first_start) {
  Supervisor(supervised).run(first_start);
}

}  // namespace devstack::host
