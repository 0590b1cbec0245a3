// What the user is told while a command runs: values that renderers fold into a screen, lines or
// JSON. Not a log. All texts are raw; renderers make them safe for a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "devstack/base/clock.hpp"

namespace devstack {

enum class ServiceState {
  kWaiting,
  kPulling,
  kBuilding,
  kCreating,
  kStarting,  ///< started, not proven ready yet
  kReady,
  kJobDone,
  kJobUnchanged,  ///< not run: its last result still holds
  kStopping,
  kStopped,
  kRemoving,
  kRemoved,
  kFailed,
  kSkipped,  ///< not started because something it needs failed
  kPushing,
  kPulled,  ///< of `pull`, `build` and `push`: all that was asked for
  kBuilt,
  kPushed,
};

/// How a service is implemented, where that is not the declared image. Shown with `▲`.
enum class Implementation { kDeclared, kStandIn, kMock };

/// A run begins. Tiers are in order; services of one tier are sorted.
struct RunStarted {
  std::string verb;  ///< "up", "down", "reset" …
  std::string project;
  std::vector<std::string> profiles;
  std::string engine_version;
  struct Tier {
    std::string name;  ///< empty: derived
    std::vector<std::string> services;
  };
  std::vector<Tier> tiers;
};

struct ServiceChanged {
  std::string service;
  ServiceState state = ServiceState::kWaiting;
  Implementation implementation = Implementation::kDeclared;
  bool optional = false;
  std::string detail;  ///< "http :8080/health 503 {…} (7th try)", cause of a recreation …
  std::optional<Duration> took;  ///< in its finished states
};

/// Bytes of a pull or push, or steps of a build; for one service.
struct TransferProgress {
  std::string service;
  std::int64_t current_bytes = 0, total_bytes = 0;
  std::string text;  ///< a build's last output line, or "3 of 7 layers"
  /// The layer that this is about, and the engine's word for what happens to it.
  std::string layer{}, layer_state{};
};

/// A network, volume or image was made or removed: "network", "shop_default", "created".
struct ResourceChanged {
  std::string kind, name, what;
};

struct Notice {
  enum class Level { kInfo, kWarning };
  Level level = Level::kInfo;
  std::string text;
};

/// A failure, explained. Rendered as in docs/errors: title, labelled evidence, next steps.
struct FailureReport {
  std::string code;   ///< "DS3104"
  std::string title;  ///< "api is not ready, so web was not started"
  struct Line {
    std::string label;  ///< probe, last, log, cause, held by …
    std::string text;
    std::string where;  ///< "stack.yaml:31", shown at the right; may be empty
  };
  std::vector<Line> lines;
  std::vector<std::string> next;  ///< commands to try
};

struct RunFinished {
  bool ok = true;
  std::string summary;  ///< "ready in 4.4s", "up to date: 9 services ready, 3 jobs current (31ms)"
  Duration took{};
  std::string slowest_chain;  ///< "db 0.9s > migrate 0.7s > api 2.1s"; may be empty
  std::vector<std::pair<std::string, std::string>> urls;  ///< service, address
  std::vector<std::string> hints;                         ///< last lines
};

using UiEvent = std::variant<RunStarted, ServiceChanged, TransferProgress, ResourceChanged, Notice,
                             FailureReport, RunFinished>;

/// Where events go. Called on the loop thread.
using UiSink = std::function<void(const UiEvent&)>;

}  // namespace devstack
