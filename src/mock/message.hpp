// One HTTP request and its answer as plain values: what the mock answers is tested without sockets.
#pragma once

#include <string>
#include <vector>

namespace devstack::mock {

struct Request {
  std::string method;
  std::string path;  ///< without the query
  std::string body;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  /// A stream: sent piece by piece instead of `body` when not empty.
  std::vector<std::string> pieces = {};
};

}  // namespace devstack::mock
