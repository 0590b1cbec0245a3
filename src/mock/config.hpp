// What a mock is told to do. All of it comes from DEVSTACK_MOCK_* variables, so that Docker Compose
// and devstack make the same container from the same stack file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mock/message.hpp"

namespace devstack::mock {

/// A server that must accept TCP connections before the mock calls itself healthy.
struct Need {
  std::string name;  ///< as shown in /health; the host where none is given
  std::string host;
  std::string port;
};

/// What each chat completion says, whatever was asked; the number of tokens is not counted then.
struct FixedChat {
  std::string id;
  std::string content;
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
};

enum class Api { kNone, kOpenAi };

struct Config {
  std::string name = "mock";               ///< DEVSTACK_MOCK_NAME: the service
  std::optional<std::uint16_t> http_port;  ///< DEVSTACK_MOCK_HTTP
  std::vector<std::uint16_t> tcp_ports;    ///< DEVSTACK_MOCK_TCP: accept and hold
  Api api = Api::kNone;                    ///< DEVSTACK_MOCK_API
  std::string model = "mock";              ///< DEVSTACK_MOCK_MODEL
  std::size_t dimension = 384;             ///< DEVSTACK_MOCK_DIMENSION, of an embedding
  std::optional<FixedChat> chat;           ///< DEVSTACK_MOCK_CHAT; without: an echo
  std::vector<std::string> log_lines;      ///< DEVSTACK_MOCK_LOG: written once, at the start
  std::vector<Need> needs;                 ///< DEVSTACK_MOCK_NEEDS
  std::map<std::string, Response> routes;  ///< DEVSTACK_MOCK_ROUTES: "GET /x" to its answer
};

/// A variable is wrong; the message names it, shows its value and says what it should be.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Looks up one environment variable; nothing when it is not set.
using Lookup = std::function<std::optional<std::string>(std::string_view)>;

/// Throws ConfigError. An empty variable counts as not set.
[[nodiscard]] Config read_config(const Lookup& lookup);

/// {"id": …, "content": …, "prompt_tokens": n, "completion_tokens": n}. Throws ConfigError.
[[nodiscard]] FixedChat parse_fixed_chat(std::string_view text);

/// "db:5432,cache=redis:6379"; IPv6 hosts in brackets. Throws ConfigError.
[[nodiscard]] std::vector<Need> parse_needs(std::string_view text);

}  // namespace devstack::mock
