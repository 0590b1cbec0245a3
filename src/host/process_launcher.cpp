// Runs short programs (credential helpers and the like) through Boost.Process. Boost.Process only
// spawns here: its waiting takes over SIGCHLD and its pipes leak into other children, so pipes,
// waiting (pidfd on the loop) and killing are ours.
#include "devstack/host/process_launcher.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <boost/process/start_dir.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "host/file_descriptor.hpp"

namespace devstack::host {
namespace {

namespace bp = boost::process;

constexpr std::size_t kOutputLimit = std::size_t{1} << 20;
constexpr std::size_t kErrorLimit = std::size_t{64} << 10;

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

/// Looked up before the fork: a failed exec inside Boost.Process leaves a zombie.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return is_program(name) ? name : std::string();
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
    const std::string candidate = std::string(folder.empty() ? "." : folder) + "/" + name;
    if (is_program(candidate)) return candidate;
  }
  return {};
}

struct Pipe {
  FileDescriptor read_end, write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw HostError("cannot make", "a pipe", errno);
  Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);  // the child's end stays blocking
  return pipe;
}

/// A file in memory instead of a pipe: nobody has to feed it while the program runs.
FileDescriptor input_file(const std::string& text) {
  FileDescriptor file(::memfd_create("devstack-stdin", MFD_CLOEXEC));
  if (!file.valid()) throw HostError("cannot make", "a file in memory", errno);
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t size = ::write(file.get(), text.data() + done, text.size() - done);
    if (size < 0 && errno != EINTR) throw HostError("cannot write", "a file in memory", errno);
    if (size > 0) done += static_cast<std::size_t>(size);
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// In the child, between fork and exec: async-signal-safe calls only.
struct CleanChild {
  template <class Executor>
  void operator()(Executor&) const {
    ::setpgid(0, 0);
    for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
  }
};

/// A child process and its group. Destroying it kills the group and reaps the child.
class Child {
 public:
  Child(pid_t pid, FileDescriptor pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!reaped_) reap();
  }

  [[nodiscard]] bool watched() const { return pidfd_.valid(); }
  [[nodiscard]] bool reaped() const { return reaped_; }

  Task<void> ended(io::Loop& loop) { return loop.readable(pidfd_.get()); }

  /// Kills what is left of the group; exit code as a shell gives it.
  int reap() {
    ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_;
  FileDescriptor pidfd_;
  bool reaped_ = false;
};

struct Streams {
  FileDescriptor input;
  Pipe output, error;
};

std::unique_ptr<Child> spawn(const std::string& program, const Command& command, Streams& streams) {
  const std::vector<std::string> arguments(command.argv.begin() + 1, command.argv.end());
  const std::string folder = command.working_dir.empty() ? "." : command.working_dir;
  std::error_code failure;
  bp::child child(bp::exe = program, bp::args = arguments, bp::start_dir = folder,
                  bp::posix::fd.bind(0, streams.input.get()),
                  bp::posix::fd.bind(1, streams.output.write_end.get()),
                  bp::posix::fd.bind(2, streams.error.write_end.get()),
                  bp::extend::on_exec_setup = CleanChild{}, failure);
  if (failure) throw HostError("cannot start", program, failure.value());
  const pid_t pid = child.id();
  child.detach();
  // By number: glibc 2.36 is the first with the wrapper, and its header clashes with <csignal>.
  FileDescriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  const int error = errno;
  auto owned = std::make_unique<Child>(pid, std::move(pidfd));
  streams.input.reset();
  streams.output.write_end.reset();
  streams.error.write_end.reset();
  if (!owned->watched()) throw HostError("cannot watch", program, error);
  return owned;
}

/// Reads to the end of the pipe, keeping the first `limit` bytes.
Task<void> drain(io::Loop& loop, int pipe, std::string& text, std::size_t limit) {
  std::array<char, 16384> buffer;
  while (true) {
    const ssize_t size = ::read(pipe, buffer.data(), buffer.size());
    if (size == 0) co_return;
    if (size > 0) {
      text.append(buffer.data(), std::min(static_cast<std::size_t>(size), limit - text.size()));
    } else if (errno == EAGAIN) {
      co_await loop.readable(pipe);
    } else if (errno != EINTR) {
      co_return;
    }
  }
}

enum class Part { kExit, kOutput, kError, kLimit };

class BoostProcessLauncher final : public ProcessLauncher {
 public:
  explicit BoostProcessLauncher(io::Loop& loop) : loop_(loop) {}

  Task<std::optional<CommandResult>> run(Command command, Duration limit) override {
    const std::string program = find_program(command.argv.at(0));
    if (program.empty()) co_return std::nullopt;
    Streams streams{input_file(command.input), make_pipe(), make_pipe()};
    const std::unique_ptr<Child> child = spawn(program, command, streams);
    CommandResult result;
    TaskSet<Part, void> parts;
    parts.add(Part::kLimit, loop_.sleep(limit));
    parts.add(Part::kOutput,
              drain(loop_, streams.output.read_end.get(), result.output, kOutputLimit));
    parts.add(Part::kError, drain(loop_, streams.error.read_end.get(), result.error, kErrorLimit));
    parts.add(Part::kExit, child->ended(loop_));
    co_await collect(parts, *child, result);
    co_return result;
  }

 private:
  /// Until the program has ended and its output is read, or the limit has passed. What a program
  /// leaves running in its group is killed with its end: it may hold the pipes open.
  static Task<void> collect(TaskSet<Part, void>& parts, Child& child, CommandResult& result) {
    for (int open = 3; open > 0; --open) {
      auto finished = co_await parts.next();
      finished.task.take();
      if (finished.key == Part::kExit) result.exit_code = child.reap();
      if (finished.key == Part::kLimit) break;
    }
    if (!child.reaped()) result.exit_code = child.reap();
  }

  io::Loop& loop_;
};

}  // namespace

std::unique_ptr<ProcessLauncher> make_process_launcher(io::Loop& loop) {
  return std::make_unique<BoostProcessLauncher>(loop);
}

}  // namespace devstack::host
