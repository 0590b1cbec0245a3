// JSON to fixed answers.
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

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

/// The JSON document of `file`, or the part of it that `pointer` (RFC 6901) names.
std::string part_of_file(const std::string& route, const json& answer) {
  const auto path = answer.value("file", "");
  const json pointer = answer.value("pointer", json(""));
  if (!pointer.is_string()) refuse("the pointer of \"" + route + "\" is no text");
  std::ifstream file(path);
  if (!file) refuse("\"" + route + "\": cannot read " + path);
  const json document = json::parse(file, nullptr, false);
  if (document.is_discarded()) refuse("\"" + route + "\": " + path + " is no JSON");
  try {
    return document.at(json::json_pointer(pointer.get<std::string>())).dump();
  } catch (const json::exception&) {
    refuse("\"" + route + "\": " + path + " has nothing at " + pointer.dump());
  }
}

/// A page or another text, sent as it is.
void send_text_file(const std::string& route, const std::filesystem::path& path,
                    Response& response) {
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse("\"" + route + "\": cannot read " + path.string());
  response.body = {std::istreambuf_iterator<char>(file), {}};
  const bool page = path.extension() == ".html" || path.extension() == ".htm";
  response.content_type = page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
}

Response parse_answer(const std::string& route, const json& value) {
  Response response;
  const bool is_answer = value.is_object() && (value.contains("status") || value.contains("body") ||
                                               value.contains("file"));
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
    } else if (key == "file" && member.is_string()) {
      const std::filesystem::path path = member.get<std::string>();
      if (path.extension() == ".json" || value.contains("pointer")) {
        response.body = part_of_file(route, value);
      } else {
        send_text_file(route, path, response);
      }
    } else if ((key != "type" && key != "pointer") || !member.is_string()) {
      refuse("\"" + route + "\" has the unknown key \"" + key +
             "\"; known: status, type, body, file, pointer");
    }
  }
  if (value.contains("type")) response.content_type = value["type"].get<std::string>();
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
