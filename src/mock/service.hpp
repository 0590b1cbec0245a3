// What the mock answers to a request: health, fixed routes, the API, or 404; and its log lines.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "mock/config.hpp"
#include "mock/json_log.hpp"
#include "mock/message.hpp"

namespace devstack::mock {

class Service {
 public:
  Service(Config config, Log log);

  /// Any thread. Blocks for a second at most (/health, while something needed does not answer).
  [[nodiscard]] Response answer(const Request& request);

  [[nodiscard]] const Config& config() const { return config_; }

 private:
  [[nodiscard]] Response find_answer(const Request& request) const;
  [[nodiscard]] bool worth_logging(const Request& request, const Response& response);

  Config config_;
  Log log_;
  std::mutex mutex_;
  int last_health_ = 0;
};

}  // namespace devstack::mock
