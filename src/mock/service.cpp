// Probes ask /health many times a second: only a change of its answer is logged.
#include "mock/service.hpp"

#include <chrono>
#include <utility>

#include "mock/health.hpp"
#include "mock/openai.hpp"

namespace devstack::mock {
namespace {

constexpr std::chrono::milliseconds kNeedTimeout{1000};

std::string summary(const Request& request, const Response& response) {
  return request.method + " " + request.path + " " + std::to_string(response.status);
}

}  // namespace

Service::Service(Config config, Log log) : config_(std::move(config)), log_(std::move(log)) {}

Response Service::find_answer(const Request& request) const {
  // A client may ask for the head alone of what it could get.
  Request asked = request;
  if (asked.method == "HEAD") asked.method = "GET";
  if (const auto route = config_.routes.find(asked.method + " " + asked.path);
      route != config_.routes.end()) {
    return route->second;
  }
  if (asked.path == "/health" && asked.method == "GET") {
    return health_response(config_.name, check_needs(config_.needs, kNeedTimeout));
  }
  if (config_.api == Api::kOpenAi && asked.path.starts_with("/v1/")) {
    return openai_response(config_, asked, std::chrono::system_clock::now());
  }
  return error_response(404, "the mock has no " + request.method + " " + request.path, "not_found");
}

bool Service::worth_logging(const Request& request, const Response& response) {
  if (request.path != "/health") return true;
  const std::scoped_lock lock(mutex_);
  return std::exchange(last_health_, response.status) != response.status;
}

Response Service::answer(const Request& request) {
  Response response = find_answer(request);
  if (worth_logging(request, response)) {
    const auto level = response.status >= 500 ? Level::kWarning : Level::kInfo;
    log_.write(level, summary(request, response));
  }
  return response;
}

}  // namespace devstack::mock
