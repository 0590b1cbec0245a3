// Decoder for the framing by which the engine carries stdout and stderr over one connection: 8
// bytes {type, 0, 0, 0, size (big endian)}, then `size` bytes. Only for containers and execs
// without a TTY; the Content-Type does not tell before API 1.42, Config.Tty does. Source: Engine
// API, "Attach to a container", "Stream format".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string_view>

namespace devstack::engine {

enum class FrameStream : std::uint8_t { kStdin = 0, kStdout = 1, kStderr = 2, kEngineError = 3 };

/// The bytes are not frames: probably the stream of a TTY.
class FrameError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Incremental: feed it bytes as they arrive, it passes payload pieces on without keeping them.
class StreamDemux {
 public:
  using Sink = std::function<void(FrameStream, std::string_view)>;
  explicit StreamDemux(Sink sink);
  /// Throws FrameError on an unknown stream type; the object is then of no more use.
  void feed(std::string_view chunk);
  /// False when the peer hung up inside a frame.
  [[nodiscard]] bool at_frame_boundary() const noexcept;

 private:
  Sink sink_;
  std::array<unsigned char, 8> header_{};
  std::size_t header_size_ = 0;     // bytes of header_ filled
  std::uint32_t payload_left_ = 0;  // bytes of the current frame still to come
  FrameStream stream_ = FrameStream::kStdout;
};

}  // namespace devstack::engine
