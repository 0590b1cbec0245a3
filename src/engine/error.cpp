#include "devstack/engine/error.hpp"

#include <fmt/format.h>

namespace devstack::engine {
namespace {

std::string what_to_do(int status) {
  return status == 0 ? "repeat the command: it looks at what exists and goes on from there"
                     : "devstack doctor looks at the engine; its own log may say more";
}

}  // namespace

EngineError::EngineError(std::string method, std::string path, int status,
                         std::string daemon_message)
    : Error(ExitCode::kEngine, "DS2010",
            status == 0 ? fmt::format("{} {}: {}", method, path, daemon_message)
                        : fmt::format("{} {}: {} {}", method, path, status, daemon_message),
            what_to_do(status)),
      method_(std::move(method)),
      path_(std::move(path)),
      status_(status),
      daemon_message_(std::move(daemon_message)) {}

}  // namespace devstack::engine
