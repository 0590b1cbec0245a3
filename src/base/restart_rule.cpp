#include "devstack/base/restart_rule.hpp"

namespace devstack {

std::string_view word(RestartRule rule) {
  switch (rule) {
    case RestartRule::kNo:
      return "no";
    case RestartRule::kOnFailure:
      return "on-failure";
    case RestartRule::kAlways:
      return "always";
  }
  return "";
}

std::optional<RestartRule> parse_restart_rule(std::string_view text) {
  for (const auto rule : {RestartRule::kNo, RestartRule::kOnFailure, RestartRule::kAlways}) {
    if (text == word(rule)) return rule;
  }
  return std::nullopt;
}

}  // namespace devstack
