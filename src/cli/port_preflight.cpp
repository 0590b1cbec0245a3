// Who holds the ports, and which variable would move ours.
#include "cli/port_preflight.hpp"

#include <fmt/format.h>

#include <string_view>

#include "devstack/host/port_owner.hpp"
#include "devstack/reconcile/port_conflict.hpp"

namespace devstack::cli {
namespace {

constexpr std::uint16_t kFarthestGuess = 20;

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

std::optional<std::uint16_t> free_port_above(const reconcile::WantedPort& wanted) {
  for (std::uint16_t step = 1; step <= kFarthestGuess && wanted.port + step < 65536; ++step) {
    const auto port = static_cast<std::uint16_t>(wanted.port + step);
    if (!host::port_owner(host::PortProtocol::kTcp, wanted.host_ip, port)) return port;
  }
  return std::nullopt;
}

/// How to get out: the variable that moves the port, or the line that names it.
std::string way_out(const reconcile::WantedPort& wanted) {
  const std::string name = port_variable(wanted.where, wanted.port);
  const auto other = free_port_above(wanted);
  if (name.empty() || !other) return "stop it, or publish another port where the file says so";
  return fmt::format("stop it    or    {}={} devstack up", name, *other);
}

}  // namespace

std::string port_variable(const SourceSpan& where, std::uint16_t port) {
  if (!where.known()) return {};
  const std::string_view line = where.file->line(where.line);
  const std::string wanted_default = fmt::format("-{}}}", port);
  std::string first;
  for (auto at = line.find("${"); at != std::string_view::npos; at = line.find("${", at + 2)) {
    auto end = at + 2;
    while (end < line.size() && is_name_character(line[end])) ++end;
    const std::string name(line.substr(at + 2, end - at - 2));
    const auto close = line.find('}', end);
    if (close == std::string_view::npos) break;
    if (line.substr(at, close + 1 - at).ends_with(wanted_default)) return name;
    if (first.empty()) first = name;
  }
  return first;
}

Task<std::vector<FailureReport>> port_conflicts(engine::Client& client,
                                                std::vector<reconcile::WantedPort> wanted) {
  std::vector<FailureReport> reports;
  for (const auto& port : wanted) {
    std::vector<reconcile::WantedPort> one{port};
    auto found = co_await reconcile::port_conflicts(client, std::move(one));
    for (auto& report : found) {
      std::erase_if(report.lines, [](const auto& line) { return line.label == "fix"; });
      report.lines.push_back({"fix", way_out(port), {}});
      reports.push_back(std::move(report));
    }
  }
  co_return reports;
}

}  // namespace devstack::cli
