// /health of a mock: it is well when every server it needs accepts a TCP connection.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "mock/config.hpp"
#include "mock/message.hpp"

namespace devstack::mock {

struct NeedResult {
  std::string name;
  std::string error;  ///< empty: it answered
  std::chrono::milliseconds took{0};

  [[nodiscard]] bool ok() const { return error.empty(); }
};

/// Connects to all of them at once; returns after `timeout` at the latest, in their order. What has
/// not answered by then has failed. Nothing is remembered: the next call looks again.
[[nodiscard]] std::vector<NeedResult> check_needs(const std::vector<Need>& needs,
                                                  std::chrono::milliseconds timeout);

/// 200 {"status":"ok",…}, or 503 {"status":"unavailable",…} with the reason beside each that fails.
[[nodiscard]] Response health_response(const std::string& service,
                                       const std::vector<NeedResult>& results);

}  // namespace devstack::mock
