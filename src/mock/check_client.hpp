// `devstack-mock --check URL` and `--requests FILE`: asks a server from inside a container's
// network, where no curl is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace devstack::mock {

struct Url {
  std::string host;
  std::string port;
  std::string path;
};

/// "http://host[:port][/path]"; nothing for what is none, or for https.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

struct CheckResult {
  int status = 0;     ///< HTTP status; 0 when there was no answer
  std::string error;  ///< why there was none

  [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

/// One GET, answered within `timeout`.
[[nodiscard]] CheckResult check_url(const Url& url, std::chrono::milliseconds timeout);

struct Answer {
  int status = 0;     ///< HTTP status; 0 when there was no whole answer
  std::string body;   ///< at most 16 MiB
  std::string error;  ///< why there was none
};

/// One request with a JSON body (none where it is empty), answered in full within `timeout`.
[[nodiscard]] Answer exchange(const Url& url, std::string_view method, std::string_view body,
                              std::chrono::milliseconds timeout);

}  // namespace devstack::mock
