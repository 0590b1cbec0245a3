// What goes wrong between us and an engine.
#pragma once

#include <string>

#include "devstack/base/error.hpp"

namespace devstack::engine {

/// There is no engine to talk to: socket missing (DS2001), permission denied (DS2002), nobody
/// listens (DS2003), no answer in time (DS2004), too old or too new an API (DS2005), an address
/// that we cannot use (DS2006). Each says what to do.
class EngineUnavailable : public Error {
 public:
  EngineUnavailable(std::string code, const std::string& message, std::string hint)
      : Error(ExitCode::kEngine, std::move(code), message, std::move(hint)) {}
};

/// The engine answered a call with an error (DS2010), or not in time (DS2011, exit 5).
class EngineError : public Error {
 public:
  EngineError(std::string method, std::string path, int status, std::string daemon_message);

  [[nodiscard]] const std::string& method() const noexcept { return method_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] int status() const noexcept { return status_; }
  /// The engine's own words, one line.
  [[nodiscard]] const std::string& daemon_message() const noexcept { return daemon_message_; }

 private:
  std::string method_, path_;
  int status_;
  std::string daemon_message_;
};

}  // namespace devstack::engine
