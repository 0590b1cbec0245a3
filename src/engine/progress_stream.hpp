// The stream of JSON messages by which pulls, builds and imports report, and fail: the status is
// 200 long before the work is done, so a failure comes as a message.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "devstack/engine/client.hpp"

namespace devstack::engine {

/// Reads it to its end. Empty on success, else the error that it reported. Throws TransportError.
[[nodiscard]] Task<std::optional<std::string>> read_progress(std::unique_ptr<io::HttpStream> stream,
                                                             Client::ProgressSink sink);

}  // namespace devstack::engine
