// Asks the supervisor first; what it cannot do any more is done here.
#include "devstack/host/process_control.hpp"

#include <algorithm>
#include <csignal>
#include <set>

#include "devstack/base/text.hpp"
#include "devstack/host/process_tree.hpp"
#include "host/control_socket.hpp"

namespace devstack::host {
namespace {

/// The supervisor needs a moment beyond the grace: to kill, to reap, to write its record.
constexpr Duration kAnswerMargin{5'000};
constexpr Duration kStartLimit{30'000};
constexpr Duration kLook{20};
constexpr Duration kLastLook{2'000};

bool holds(const std::vector<ProcessIdentity>& list, int pid) {
  return std::ranges::find(list, pid, &ProcessIdentity::pid) != list.end();
}

/// The process itself if it is alive, all that descends from it, and all with its marker.
std::vector<ProcessIdentity> left_of(const ProcessRecord& record) {
  std::vector<ProcessIdentity> left = marked_processes(record.marker);
  if (is_alive(record.process)) {
    if (!holds(left, record.process.pid)) left.push_back(record.process);
    for (const ProcessEntry& entry : descendants(list_processes(), record.process.pid)) {
      if (holds(left, entry.pid)) continue;
      left.push_back({entry.pid, entry.start_ticks, record.process.boot_id});
    }
  }
  return left;
}

/// TERM to each once, KILL after the grace, until `look` finds nobody.
template <class Look>
Task<bool> end_all(Clock& clock, Look look, Duration grace) {
  const SteadyTime kill_at = clock.now() + grace;
  const SteadyTime give_up = kill_at + kLastLook;
  std::set<std::pair<int, std::uint64_t>> asked;
  while (true) {
    const std::vector<ProcessIdentity> left = look();
    if (left.empty()) co_return true;
    if (clock.now() >= give_up) co_return false;
    for (const ProcessIdentity& process : left) {
      if (clock.now() >= kill_at) {
        send_signal(process, SIGKILL, SignalScope::kProcess);
      } else if (asked.emplace(process.pid, process.start_ticks).second) {
        send_signal(process, SIGTERM, SignalScope::kProcess);
        send_signal(process, SIGCONT, SignalScope::kProcess);
      }
    }
    co_await clock.sleep(kLook);
  }
}

}  // namespace

ProcessCondition condition_of(const ProcessRecord& record) {
  const bool supervised = is_alive(record.supervisor);
  if (record.phase == ProcessPhase::kEnded) return ProcessCondition::kEnded;
  if (!supervised) {
    return left_of(record).empty() ? ProcessCondition::kEnded : ProcessCondition::kUnsupervised;
  }
  return record.phase == ProcessPhase::kBackingOff ? ProcessCondition::kBackingOff
                                                   : ProcessCondition::kRunning;
}

Task<std::optional<std::string>> start_supervised(ProcessLauncher& launcher, std::string executable,
                                                  Supervised order) {
  Command command;
  command.argv = {std::move(executable), "__supervise", order.service};
  command.input = encode(order);
  const auto result = co_await launcher.run(std::move(command), kStartLimit);
  if (!result) co_return "devstack's own program is not there any more";
  if (result->exit_code == 0) co_return std::nullopt;
  const std::string words(trim(result->error));
  co_return words.empty()
      ? "the supervisor ended with exit code " + std::to_string(result->exit_code)
      : words;
}

Task<bool> end_process(io::Loop& loop, ProcessRecords records, ProcessRecord record,
                       Duration grace) {
  if (is_alive(record.supervisor)) {
    auto asking = ask_at(loop, records.folder(), ProcessRecords::socket_name(record.service),
                         "stop " + std::to_string(grace.count()));
    Clock& clock = loop;
    auto limited = io::with_deadline(clock, grace + kAnswerMargin, std::move(asking));
    const auto answer = co_await limited;
    // One that does not answer is in nobody's service.
    if (!answer || !*answer) send_signal(record.supervisor, SIGKILL, SignalScope::kProcess);
  }
  const auto look = [&record] { return left_of(record); };
  Clock& clock = loop;
  auto ending = end_all(clock, look, grace);
  co_return co_await ending;
}

Task<bool> end_processes(Clock& clock, std::string marker_prefix, Duration grace) {
  const auto look = [&marker_prefix] { return marked_processes(marker_prefix); };
  auto ending = end_all(clock, look, grace);
  co_return co_await ending;
}

Task<bool> signal_process(io::Loop& loop, ProcessRecords records, ProcessRecord record,
                          int signal) {
  if (is_alive(record.supervisor)) {
    const auto answer =
        co_await ask_at(loop, records.folder(), ProcessRecords::socket_name(record.service),
                        "signal " + std::to_string(signal));
    if (answer) co_return record.phase == ProcessPhase::kRunning;
  }
  const bool group = send_signal(record.process, signal, SignalScope::kGroup);
  co_return group || send_signal(record.process, signal, SignalScope::kProcess);
}

}  // namespace devstack::host
