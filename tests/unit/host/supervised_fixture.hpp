// A real supervisor of a shell line, started as the program starts it, and nothing left of it.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "devstack/host/process_control.hpp"
#include "devstack/host/process_tree.hpp"
#include "fakes/temporary_folder.hpp"
#include "host/file_text.hpp"

namespace devstack::host {

class SupervisedTest : public testing::Test {
 protected:
  ~SupervisedTest() override {
    for (const auto& process : ours()) send_signal(process, SIGKILL, SignalScope::kProcess);
    if (const auto left = record(); left) {
      send_signal(left->supervisor, SIGKILL, SignalScope::kProcess);
    }
  }

  Supervised order(const std::string& line, RestartRule restart = RestartRule::kNo) const {
    Supervised made;
    made.service = "api";
    made.state_directory = folder_.path().string();
    made.marker = project_ + "/api/1";
    made.argv = {"/bin/sh", "-c", line};
    made.working_dir = folder_.path().string();
    made.environment = {{"PATH", "/usr/bin:/bin"}, {"WORD", "hello"}};
    made.log = log_;
    made.restart = restart;
    made.fields = {{"command", "hash"}};
    return made;
  }

  /// Exit status of the hidden command; what it says on stderr goes to `problem_`.
  int start(const Supervised& wanted) {
    const std::string text = encode(wanted);
    const int input = ::memfd_create("order", MFD_CLOEXEC);
    EXPECT_EQ(::write(input, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::lseek(input, 0, SEEK_SET);
    const std::string errors = (folder_.path() / "errors").string();
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(input, STDIN_FILENO);
      const int file = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(file, STDERR_FILENO);
      ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);  // as a launcher leaves it
      ::_exit(run_supervise_command());
    }
    ::close(input);
    int status = 0;
    ::waitpid(child, &status, 0);
    problem_ = file_text(errors).value_or("");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int start(const std::string& line, RestartRule restart = RestartRule::kNo) {
    return start(order(line, restart));
  }

  [[nodiscard]] std::optional<ProcessRecord> record() const {
    auto all = records_.read();
    const auto found = all.find("api");
    if (found == all.end()) return std::nullopt;
    return found->second;
  }
  [[nodiscard]] std::vector<ProcessIdentity> ours() const { return marked_processes(project_); }
  [[nodiscard]] std::string log() const { return file_text(log_).value_or(""); }

  /// Until it holds; false after twenty seconds.
  bool eventually(const std::function<bool()>& holds) {
    for (int tries = 0; tries < 2000; ++tries) {
      if (holds()) return true;
      loop_.run(loop_.sleep(Duration{10}));
    }
    return false;
  }
  bool has_ended() {
    return eventually([this] { return record() && record()->phase == ProcessPhase::kEnded; });
  }
  bool end(Duration grace) {
    return loop_.run(end_process(loop_, records_, record().value_or(ProcessRecord{}), grace));
  }

  fakes::TemporaryFolder folder_;
  std::string project_ = "unit" + std::to_string(::getpid());
  std::string log_ = (folder_.path() / "processes/api.log").string();
  ProcessRecords records_{folder_.path().string()};
  io::Loop loop_;
  std::string problem_;
};

}  // namespace devstack::host
