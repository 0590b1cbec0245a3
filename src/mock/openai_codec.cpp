// Which endpoint answers, models, and errors in the API's shape.
#include <array>
#include <optional>
#include <sstream>
#include <string_view>

#include "mock/openai.hpp"
#include "mock/openai_parts.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using TimePoint = std::chrono::system_clock::time_point;

ordered_json model_entry(const Config& config) {
  return {{"id", config.model}, {"object", "model"}, {"created", 0}, {"owned_by", "devstack-mock"}};
}

Response models(const Config& config) {
  ordered_json body;
  body["object"] = "list";
  body["data"] = ordered_json::array({model_entry(config)});
  return json_response(body);
}

struct Endpoint {
  std::string_view path;
  std::string_view method;
};
constexpr std::array kEndpoints = {Endpoint{"/v1/chat/completions", "POST"},
                                   Endpoint{"/v1/embeddings", "POST"},
                                   Endpoint{"/v1/models", "GET"}};

std::optional<Response> wrong_endpoint(const Config& config, const Request& request) {
  if (request.path == "/v1/models/" + config.model) return std::nullopt;
  for (const auto& endpoint : kEndpoints) {
    if (endpoint.path != request.path) continue;
    if (endpoint.method == request.method) return std::nullopt;
    return error_response(405, request.path + " takes " + std::string(endpoint.method) + " only");
  }
  return error_response(404, "the mock has no " + request.method + " " + request.path);
}

}  // namespace

json parse_body(const Request& request) {
  json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw BadRequest{"the request's body is no JSON object"};
  return body;
}

std::string string_or(const json& object, const char* key, const std::string& fallback) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : fallback;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Response json_response(const ordered_json& body) {
  Response response;
  response.body = body.dump() + "\n";
  return response;
}

Response error_response(int status, const std::string& message, const std::string& type) {
  const ordered_json error = {
      {"message", message}, {"type", type}, {"param", nullptr}, {"code", nullptr}};
  Response response = json_response(ordered_json{{"error", error}});
  response.status = status;
  return response;
}

Response openai_response(const Config& config, const Request& request, TimePoint now) {
  if (auto wrong = wrong_endpoint(config, request)) return *wrong;
  try {
    if (request.path == "/v1/chat/completions") return chat(config, request, now);
    if (request.path == "/v1/embeddings") return embeddings(config, request);
  } catch (const BadRequest& bad) {
    return error_response(400, bad.message);
  }
  return request.path == "/v1/models" ? models(config) : json_response(model_entry(config));
}

}  // namespace devstack::mock
