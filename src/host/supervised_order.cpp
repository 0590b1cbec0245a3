// The supervisor's order as JSON.
#include "devstack/base/value.hpp"
#include "devstack/host/supervisor.hpp"

namespace devstack::host {
namespace {

using Map = std::map<std::string, std::string, std::less<>>;

Value object_of(const Map& map) {
  Value object = Value::object();
  for (const auto& [name, value] : map) object.set(name, value);
  return object;
}

Map map_of(const Value& object) {
  Map map;
  for (const auto& [name, value] : object.members()) map.emplace(name, value.as_string());
  return map;
}

}  // namespace

std::string encode(const Supervised& supervised) {
  Value order = Value::object();
  order.set("service", supervised.service);
  order.set("state_directory", supervised.state_directory);
  order.set("marker", supervised.marker);
  order.set("argv", Value::strings(supervised.argv));
  order.set("working_dir", supervised.working_dir);
  order.set("environment", object_of(supervised.environment));
  order.set("log", supervised.log);
  order.set("restart", word(supervised.restart));
  order.set("fields", object_of(supervised.fields));
  return to_json(order);
}

std::optional<Supervised> decode_supervised(std::string_view json) {
  const auto order = parse_json(json);
  if (!order) return std::nullopt;
  Supervised supervised;
  supervised.service = (*order)["service"].as_string();
  supervised.state_directory = (*order)["state_directory"].as_string();
  supervised.marker = (*order)["marker"].as_string();
  supervised.argv = (*order)["argv"].string_items();
  supervised.working_dir = (*order)["working_dir"].as_string();
  supervised.environment = map_of((*order)["environment"]);
  supervised.log = (*order)["log"].as_string();
  supervised.restart =
      parse_restart_rule((*order)["restart"].as_string()).value_or(RestartRule::kOnFailure);
  supervised.fields = map_of((*order)["fields"]);
  const bool whole = !supervised.service.empty() && supervised.state_directory.starts_with('/') &&
                     !supervised.argv.empty() && supervised.log.starts_with('/');
  if (!whole) return std::nullopt;
  return supervised;
}

}  // namespace devstack::host
