// The same attempts as those of /health, told one a line.
#include "mock/reach_report.hpp"

#include "mock/config.hpp"
#include "mock/health.hpp"

namespace devstack::mock {

std::string reach_report(const std::vector<std::string>& addresses,
                         std::chrono::milliseconds timeout) {
  std::vector<Need> needs;
  for (const auto& address : addresses) {
    auto parsed = parse_needs(address);
    if (parsed.size() != 1) throw ConfigError("\"" + address + "\" is not one HOST:PORT");
    needs.push_back(std::move(parsed.front()));
  }
  const auto results = check_needs(needs, timeout);
  std::string out;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto& result = results.at(i);
    out += (result.ok() ? "ok " : "failed ") + std::to_string(result.took.count()) + " " +
           addresses[i] + (result.ok() ? "" : " " + result.error) + "\n";
  }
  return out;
}

}  // namespace devstack::mock
