// Who holds the ports, and which variable would move ours.
#include "cli/converge/port_preflight.hpp"

#include <fmt/format.h>

#include <iterator>

#include "devstack/base/variable_in_line.hpp"
#include "devstack/host/port_owner.hpp"
#include "devstack/reconcile/port_conflict.hpp"

namespace devstack::cli {
namespace {

constexpr std::uint16_t kFarthestGuess = 20;

std::optional<std::uint16_t> free_port_above(const reconcile::WantedPort& wanted) {
  for (std::uint16_t step = 1; step <= kFarthestGuess && wanted.port + step < 65536; ++step) {
    const auto port = static_cast<std::uint16_t>(wanted.port + step);
    if (!host::port_owner(host::PortProtocol::kTcp, wanted.host_ip, port)) return port;
  }
  return std::nullopt;
}

bool is_any_address(const std::string& ip) { return ip.empty() || ip == "0.0.0.0" || ip == "::"; }

bool collide(const reconcile::WantedPort& one, const reconcile::WantedPort& other) {
  return one.service != other.service && one.port == other.port && one.protocol == other.protocol &&
         (one.host_ip == other.host_ip || is_any_address(one.host_ip) ||
          is_any_address(other.host_ip));
}

}  // namespace

std::vector<FailureReport> wanted_twice(const std::vector<reconcile::WantedPort>& wanted) {
  std::vector<FailureReport> reports;
  for (auto one = wanted.begin(); one != wanted.end(); ++one) {
    for (auto other = std::next(one); other != wanted.end(); ++other) {
      if (!collide(*one, *other)) continue;
      FailureReport report;
      report.code = "DS2101";
      report.title = fmt::format("port {} is wanted by two services", one->port);
      for (const auto* port : {&*one, &*other}) {
        report.lines.push_back({"wanted by", port->service, port->where.file_and_line()});
      }
      report.lines.push_back({"fix", "publish another port for one of them", {}});
      reports.push_back(std::move(report));
    }
  }
  return reports;
}

std::string port_way_out(const reconcile::WantedPort& wanted) {
  const std::string name = variable_in_line(wanted.where, std::to_string(wanted.port));
  const auto other = free_port_above(wanted);
  if (name.empty() || !other) return "stop it, or publish another port where the file says so";
  return fmt::format("stop it    or    {}={} devstack up", name, *other);
}

Task<std::vector<FailureReport>> port_conflicts(engine::Client& client,
                                                std::vector<reconcile::WantedPort> wanted) {
  auto reports = wanted_twice(wanted);
  for (const auto& port : wanted) {
    std::vector<reconcile::WantedPort> one{port};
    auto found = co_await reconcile::port_conflicts(client, std::move(one));
    for (auto& report : found) {
      std::erase_if(report.lines, [](const auto& line) { return line.label == "fix"; });
      report.lines.push_back({"fix", port_way_out(port), {}});
      reports.push_back(std::move(report));
    }
  }
  co_return reports;
}

}  // namespace devstack::cli
