// How a probe is called on screens and in messages.
#include "devstack/model/probe_spec.hpp"

#include <fmt/format.h>

#include <span>

#include "devstack/base/text.hpp"

namespace devstack::model {
namespace {

/// A shell that only runs one line says nothing: the line is shown alone.
bool is_shell_line(std::span<const std::string> command) {
  return command.size() == 3 && (command[0] == "/bin/sh" || command[0] == "sh") &&
         command[1] == "-c";
}

struct Describer {
  std::string operator()(const RunningProbe&) const { return "running"; }
  std::string operator()(const ExecProbe& probe) const {
    const auto& command = probe.command;
    return "exec " + (is_shell_line(command) ? command[2] : shell_join(command));
  }
  std::string operator()(const HttpProbe& probe) const {
    return fmt::format("{} :{}{}", probe.scheme, probe.port, probe.path);
  }
  std::string operator()(const TcpProbe& probe) const { return fmt::format("tcp :{}", probe.port); }
  std::string operator()(const LogProbe& probe) const {
    return fmt::format("log /{}/", probe.pattern);
  }
};

}  // namespace

std::string describe(const ProbeKind& kind) { return std::visit(Describer{}, kind); }

}  // namespace devstack::model
