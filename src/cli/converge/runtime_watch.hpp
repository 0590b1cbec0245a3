// What the engine's events tell of containers that fail while they should run. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// Something to say about a service.
struct RuntimeNotice {
  enum class Kind {
    kEnded,        ///< with 0, or because somebody stopped it
    kFailed,       ///< with another code
    kOutOfMemory,  ///< the kernel killed it
    kCrashLoop,    ///< it fails again and again
    kUnhealthy,
    kHealthy,  ///< again
  };
  Kind kind = Kind::kEnded;
  std::string service;
  std::string text;  ///< "api failed with code 1"
  int exit_code = 0;
};

class RuntimeWatch {
 public:
  /// `is_job`: a service that is meant to end.
  explicit RuntimeWatch(std::function<bool(const std::string& service)> is_job);

  /// What an event of a container means; most mean nothing.
  [[nodiscard]] std::vector<RuntimeNotice> take(const engine::EngineEvent& event);

 private:
  struct Container {
    std::deque<std::chrono::nanoseconds> failures;  ///< within the window
    std::size_t told = 0;                           ///< failures when the loop was last told
    bool out_of_memory = false, asked_to_end = false, unhealthy = false;
    bool killed = false;  ///< and nobody knows why yet
  };
  void ended(const engine::EngineEvent& event, const std::string& service, Container& container,
             std::vector<RuntimeNotice>& notices) const;

  std::function<bool(const std::string&)> is_job_;
  std::map<std::string, Container> containers_;  // by id
};

}  // namespace devstack::cli
