// Source: docker/cli, cli/config/configfile, ParseProxyConfig.
#include "devstack/engine/proxies.hpp"

#include <array>
#include <optional>
#include <string_view>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::engine {

std::map<std::string, std::string> configured_proxies(const std::string& config_json,
                                                      const std::string& host) {
  struct Known {
    std::string_view key, variable;
  };
  constexpr std::array<Known, 5> kKnown{{{"httpProxy", "HTTP_PROXY"},
                                         {"httpsProxy", "HTTPS_PROXY"},
                                         {"noProxy", "NO_PROXY"},
                                         {"ftpProxy", "FTP_PROXY"},
                                         {"allProxy", "ALL_PROXY"}}};
  std::map<std::string, std::string> variables;
  const std::optional<Value> config = parse_json(config_json);
  if (!config) return variables;
  const Value& proxies = (*config)["proxies"];
  const Value& of_host = proxies[host];
  const Value& chosen = of_host.is_object() ? of_host : proxies["default"];
  for (const auto& [key, variable] : kKnown) {
    const std::string value = chosen[key].as_string();
    if (value.empty()) continue;
    variables.emplace(variable, value);
    variables.emplace(to_lower(variable), value);
  }
  return variables;
}

}  // namespace devstack::engine
