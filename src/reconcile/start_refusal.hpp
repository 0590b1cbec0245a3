// What the engine's words about a failed start mean: a small tested table, the words are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace devstack::reconcile {

struct StartRefusal {
  enum class Kind { kPortInUse, kMissingSource, kBadCommand, kOther };
  Kind kind = Kind::kOther;
  std::string host_ip;     ///< of kPortInUse
  std::uint16_t port = 0;  ///< of kPortInUse; 0 when the words do not tell
};

/// Words of Docker 20.10 to 29 and Podman.
[[nodiscard]] StartRefusal classify_start_refusal(std::string_view words);

}  // namespace devstack::reconcile
