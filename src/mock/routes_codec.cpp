// JSON to fixed answers.
#include <nlohmann/json.hpp>

#include "mock/config.hpp"
#include "mock/routes.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& what) {
  throw ConfigError("DEVSTACK_MOCK_ROUTES: " + what);
}

int parse_status(const std::string& route, const json& value) {
  const int status = value.is_number_integer() ? value.get<int>() : 0;
  if (status < 100 || status > 599) refuse("the status of \"" + route + "\" is no HTTP status");
  return status;
}

Response parse_answer(const std::string& route, const json& value) {
  Response response;
  const bool is_answer = value.is_object() && (value.contains("status") || value.contains("body"));
  if (!is_answer) {
    response.body = value.dump();
    return response;
  }
  for (const auto& [key, member] : value.items()) {
    if (key == "status") {
      response.status = parse_status(route, member);
    } else if (key == "body" && member.is_string()) {
      response.content_type = "text/plain; charset=utf-8";
      response.body = member.get<std::string>();
    } else if (key == "body") {
      response.body = member.dump();
    } else {
      refuse("\"" + route + "\" has the unknown key \"" + key + "\"; known: status, body");
    }
  }
  return response;
}

}  // namespace

std::map<std::string, Response> parse_routes(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) refuse("no JSON object");
  std::map<std::string, Response> routes;
  for (const auto& [route, answer] : document.items()) {
    const auto space = route.find(' ');
    if (space == std::string::npos || space == 0 || route.compare(space, 2, " /") != 0) {
      refuse("\"" + route + "\": \"METHOD /path\" was expected");
    }
    routes.emplace(route, parse_answer(route, answer));
  }
  return routes;
}

}  // namespace devstack::mock
