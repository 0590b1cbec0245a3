// Runs short programs (credential helpers and the like) and starts long ones through Boost.Process,
// which only spawns here: its waiting takes over SIGCHLD and its pipes leak into other children, so
// pipes, waiting (pidfd on the loop) and killing are ours.
#include "devstack/host/process_launcher.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <boost/process/start_dir.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "devstack/base/error.hpp"
#include "devstack/base/exit_status.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"

namespace devstack::host {
namespace {

namespace bp = boost::process;

constexpr std::size_t kOutputLimit = std::size_t{1} << 20;
constexpr std::size_t kErrorLimit = std::size_t{64} << 10;

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

/// Looked up before the fork: a failed exec inside Boost.Process leaves a zombie.
std::string find_program(const std::string& name, std::string_view path) {
  if (name.find('/') != std::string::npos) return is_program(name) ? name : std::string();
  for (const std::string_view folder : split(path, ':')) {
    const std::string candidate = std::string(folder.empty() ? "." : folder) + "/" + name;
    if (is_program(candidate)) return candidate;
  }
  return {};
}

constexpr std::string_view kUsualPath = "/usr/bin:/bin";

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  return find_program(name, path == nullptr ? kUsualPath : path);
}

bool is_relative_path(const std::string& name) {
  return name.find('/') != std::string::npos && name.front() != '/';
}

/// Of a program that starts in another folder and with another PATH than ours.
std::string find_program(const std::string& name, const std::string& folder,
                         const std::map<std::string, std::string, std::less<>>& environment) {
  const auto path = environment.find("PATH");
  return find_program(is_relative_path(name) ? folder + "/" + name : name,
                      path == environment.end() ? kUsualPath : path->second);
}

/// Throws HostError.
std::string find_program(const Background& wanted) {
  const std::string& name = wanted.argv.at(0);
  const std::string as_found = is_relative_path(name) ? wanted.working_dir + "/" + name : name;
  std::string program = find_program(name, wanted.working_dir, wanted.environment);
  if (!program.empty()) return program;
  const bool exists = name.find('/') != std::string::npos && ::access(as_found.c_str(), F_OK) == 0;
  throw HostError("cannot run", name, exists ? EACCES : ENOENT);
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
    return exit_status_of(status);
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

bp::environment environment_of(const std::map<std::string, std::string, std::less<>>& variables) {
  bp::environment environment;
  for (const auto& [name, value] : variables) environment[name] = value;
  return environment;
}

std::unique_ptr<Child> spawn(const std::string& program, const Command& command, Streams& streams) {
  const std::vector<std::string> arguments(command.argv.begin() + 1, command.argv.end());
  const std::string folder = command.working_dir.empty() ? "." : command.working_dir;
  const bp::environment environment = command.environment.empty()
                                          ? bp::environment(boost::this_process::environment())
                                          : environment_of(command.environment);
  std::error_code failure;
  bp::child child(bp::exe = program, bp::args = arguments, bp::start_dir = folder, environment,
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

/// What `start` gives to Boost.Process. Throws HostError.
pid_t spawn(const Background& wanted) {
  if (::access(wanted.working_dir.c_str(), X_OK) != 0) {
    throw HostError("cannot work in", wanted.working_dir, errno);
  }
  const std::string program = find_program(wanted);
  const std::vector<std::string> arguments(wanted.argv.begin() + 1, wanted.argv.end());
  const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const bp::environment environment = environment_of(wanted.environment);
  std::error_code failure;
  bp::child child(bp::exe = program, bp::args = arguments, bp::start_dir = wanted.working_dir,
                  environment, bp::posix::fd.bind(0, nothing.get()),
                  bp::posix::fd.bind(1, wanted.output), bp::posix::fd.bind(2, wanted.output),
                  bp::extend::on_exec_setup = CleanChild{}, failure);
  if (failure) throw HostError("cannot run", program, failure.value());
  const pid_t pid = child.id();
  child.detach();
  return pid;
}

using ByteSink = std::function<void(std::string_view)>;

/// Reads to the end of the pipe, keeping the first `limit` bytes.
Task<void> drain(io::Loop& loop, int pipe, std::string& text, std::size_t limit,
                 const ByteSink& sink) {
  std::array<char, 16384> buffer;
  while (true) {
    const ssize_t size = ::read(pipe, buffer.data(), buffer.size());
    if (size == 0) co_return;
    if (size > 0) {
      const std::string_view piece(buffer.data(), static_cast<std::size_t>(size));
      text.append(piece.substr(0, limit - text.size()));
      if (sink) sink(piece);
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
    const std::string program =
        command.environment.empty()
            ? find_program(command.argv.at(0))
            : find_program(command.argv.at(0), command.working_dir, command.environment);
    if (program.empty()) co_return std::nullopt;
    Streams streams{input_file(command.input), make_pipe(), make_pipe()};
    const std::unique_ptr<Child> child = spawn(program, command, streams);
    CommandResult result;
    TaskSet<Part, void> parts;
    parts.add(Part::kLimit, loop_.sleep(limit));
    const ByteSink nobody;
    parts.add(Part::kOutput,
              drain(loop_, streams.output.read_end.get(), result.output, kOutputLimit, nobody));
    parts.add(Part::kError, drain(loop_, streams.error.read_end.get(), result.error, kErrorLimit,
                                  command.on_error));
    parts.add(Part::kExit, child->ended(loop_));
    co_await collect(parts, *child, result);
    co_return result;
  }

  int start(const Background& program) override { return spawn(program); }

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
