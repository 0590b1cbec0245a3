// The JSON of /health.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "mock/health.hpp"

namespace devstack::mock {

Response health_response(const std::string& service, const std::vector<NeedResult>& results) {
  const bool all_ok = std::all_of(results.begin(), results.end(),
                                  [](const NeedResult& result) { return result.ok(); });
  nlohmann::ordered_json body;
  body["status"] = all_ok ? "ok" : "unavailable";
  body["service"] = service;
  body["mock"] = true;
  body["dependencies"] = nlohmann::ordered_json::object();
  for (const auto& result : results) {
    auto& entry = body["dependencies"][result.name];
    entry["ok"] = result.ok();
    entry["ms"] = result.took.count();
    if (!result.ok()) entry["error"] = result.error;
  }
  Response response;
  response.status = all_ok ? 200 : 503;
  response.body = body.dump() + "\n";
  return response;
}

}  // namespace devstack::mock
