#include "reconcile/engine_values.hpp"

#include <utility>

namespace devstack::reconcile {

Value ulimits_value(const std::map<std::string, model::Ulimit, std::less<>>& ulimits) {
  if (ulimits.empty()) return {};
  Value all = Value::array();
  for (const auto& [name, limit] : ulimits) {
    Value one = Value::object();
    one.set("Name", name);
    one.set("Soft", limit.soft);
    one.set("Hard", limit.hard);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> hosts_with_colons(std::vector<std::string> hosts) {
  for (std::string& host : hosts) {
    const std::size_t separator = host.find_first_of("=:");
    if (separator != std::string::npos) host[separator] = ':';
  }
  return hosts;
}

}  // namespace devstack::reconcile
