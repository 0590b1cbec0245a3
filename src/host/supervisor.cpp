// The way from a command on a terminal to a supervisor of nobody's: a child in a session of its
// own, adopted by init when the parent returns; the parent waits until the command has started.
#include "devstack/host/supervisor.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "host/file_text.hpp"
#include "host/supervise.hpp"

namespace devstack::host {
namespace {

constexpr char kStarted[] = "started";

std::string read_all(int fd) {
  std::string text;
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t size = ::read(fd, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void write_once(int fd, const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(fd, text.data(), text.size());
}

/// Nothing of the terminal, the shell or the calling command stays open, except `report`.
int close_everything_but(int report) {
  {
    // Closed before its number is taken again: it may be the very one that is to be kept.
    const FileDescriptor nothing(::open("/dev/null", O_RDWR));
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) ::dup2(nothing.get(), fd);
  }
  constexpr int kKept = STDERR_FILENO + 1;
  if (report != kKept) ::dup2(report, kKept);
  ::fcntl(kKept, F_SETFD, FD_CLOEXEC);
  ::syscall(SYS_close_range, kKept + 1, ~0U, 0);
  return kKept;
}

/// One supervisor for a service; the kernel takes the lock back, whatever becomes of it.
FileDescriptor lock_service(const Supervised& order) {
  const std::string folder = order.state_directory + "/processes";
  make_private_folders(folder);
  const std::string path = folder + "/" + order.service + ".lock";
  FileDescriptor lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock.valid()) throw HostError("cannot open", path, errno);
  // One that has just been stopped answers a moment before it is gone.
  constexpr int kTries = 200;
  constexpr useconds_t kPause = 10'000;
  for (int tries = 0; ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
    if (tries == kTries) throw HostError("cannot lock", path, errno);
    ::usleep(kPause);
  }
  return lock;
}

/// The detached process; returns when its work is over.
void live(const Supervised& order, int report_to) {
  ::setsid();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  FileDescriptor report(close_everything_but(report_to));
  for (const int signal : {SIGHUP, SIGPIPE, SIGQUIT}) ::signal(signal, SIG_IGN);
  if (::chdir("/") != 0) write_once(report.get(), "cannot change to /");
  const auto tell = [&report](const std::optional<std::string>& problem) {
    write_once(report.get(), problem.value_or(kStarted));
    report.reset();
  };
  try {
    const FileDescriptor lock = lock_service(order);
    supervise(order, tell);
  } catch (const std::exception& error) {
    if (report.valid()) write_once(report.get(), error.what());
  }
}

int refuse(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());  // NOLINT: before any stream of ours
  return 1;
}

}  // namespace

int run_supervise_command() {
  const auto order = decode_supervised(read_all(STDIN_FILENO));
  if (!order) return refuse("__supervise is devstack's own: it takes an order on stdin");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return refuse("cannot make a pipe");
  FileDescriptor read_end(ends[0]);
  FileDescriptor write_end(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return refuse("cannot fork");
  if (child == 0) {
    read_end.reset();
    live(*order, write_end.release());
    ::_exit(0);
  }
  write_end.reset();
  const std::string report = read_all(read_end.get());
  if (report == kStarted) return 0;
  return refuse(report.empty() ? "the supervisor ended at once" : report);
}

}  // namespace devstack::host
