// A shell inside the container that runs an exec probe's command each time it is told to. The
// engine needs a process and tens of milliseconds of processor time for an exec; a line to a shell
// that waits costs next to nothing, so a service that starts can be asked often.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/probe/prober.hpp"

namespace devstack::probe {

/// One way of asking for one wait. The shell ends with its connection: when this object goes, and
/// also when this process is killed.
class ProbeShell {
 public:
  ProbeShell(ProbeContext context, std::string container, std::vector<std::string> command)
      : context_(context), container_(std::move(container)), command_(std::move(command)) {}

  /// Runs the command once, in a new process. The result has no exit code when the command did not
  /// end within `limit`; it is then left alone. Empty when there is no shell to ask, such as in an
  /// image without one: an exec of its own has to tell. Throws EngineError when the engine refuses.
  [[nodiscard]] Task<std::optional<engine::ExecResult>> run(Duration limit);

 private:
  enum class State { kNotOpen, kOpen, kImpossible };

  Task<void> open();
  void close();

  ProbeContext context_;
  std::string container_;
  std::vector<std::string> command_;
  State state_ = State::kNotOpen;
  engine::Client::ExecSession session_;
};

/// What a shell has said: collects until the mark that ends one answer.
class ShellAnswer {
 public:
  void feed(std::string_view bytes);
  /// The exit code behind the mark, or -1 for the mark of the beginning; empty as long as it has
  /// not come.
  [[nodiscard]] std::optional<int> code() const { return code_; }
  /// What came before the mark; of a long text the beginning.
  [[nodiscard]] const std::string& output() const { return text_; }

 private:
  std::string text_;
  std::optional<int> code_;
};

}  // namespace devstack::probe
