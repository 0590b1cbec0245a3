#include "devstack/engine/stream_demux.hpp"

#include <algorithm>
#include <string>

namespace devstack::engine {

StreamDemux::StreamDemux(Sink sink) : sink_(std::move(sink)) {}

void StreamDemux::feed(std::string_view chunk) {
  while (!chunk.empty()) {
    if (payload_left_ > 0) {
      const std::string_view payload = chunk.substr(0, payload_left_);
      chunk.remove_prefix(payload.size());
      payload_left_ -= static_cast<std::uint32_t>(payload.size());
      sink_(stream_, payload);
      continue;
    }
    const std::size_t take = std::min(header_.size() - header_size_, chunk.size());
    std::copy_n(chunk.begin(), take, header_.begin() + static_cast<std::ptrdiff_t>(header_size_));
    header_size_ += take;
    chunk.remove_prefix(take);
    if (header_size_ < header_.size()) return;
    header_size_ = 0;
    if (header_[0] > static_cast<unsigned char>(FrameStream::kEngineError) || header_[1] != 0 ||
        header_[2] != 0 || header_[3] != 0) {
      throw FrameError("the stream is not framed: unknown stream type " +
                       std::to_string(header_[0]));
    }
    stream_ = static_cast<FrameStream>(header_[0]);
    for (std::size_t i = 4; i < header_.size(); ++i) {
      payload_left_ = payload_left_ << 8U | header_[i];
    }
  }
}

bool StreamDemux::at_frame_boundary() const noexcept {
  return header_size_ == 0 && payload_left_ == 0;
}

}  // namespace devstack::engine
