#include "devstack/engine/stream_demux.hpp"

#include <gtest/gtest.h>

#include "fakes/scripted_transport.hpp"

namespace devstack::engine {
namespace {

using fakes::frame;

struct Collector {
  std::string text;
  std::size_t biggest = 0;
  StreamDemux demux{[this](FrameStream stream, std::string_view bytes) {
    text += std::to_string(static_cast<int>(stream)) + std::string(bytes);
    biggest = std::max(biggest, bytes.size());
  }};
};

TEST(StreamDemux, GivesTheSameForEverySplit) {
  const std::string bytes = frame(1, "out") + frame(2, "err") + frame(1, "") + frame(3, "x");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    std::string streams[4];
    StreamDemux demux([&streams](FrameStream stream, std::string_view piece) {
      streams[static_cast<std::size_t>(stream)] += piece;
    });
    demux.feed(std::string_view(bytes).substr(0, cut));
    demux.feed(std::string_view(bytes).substr(cut));
    EXPECT_EQ(streams[1], "out") << "cut at " << cut;
    EXPECT_EQ(streams[2], "err") << "cut at " << cut;
    EXPECT_EQ(streams[3], "x") << "cut at " << cut;
    EXPECT_TRUE(demux.at_frame_boundary());
  }
}

TEST(StreamDemux, KeepsTheOrderOfFrames) {
  Collector collector;
  collector.demux.feed(frame(2, "a") + frame(1, "b") + frame(2, "c"));
  EXPECT_EQ(collector.text, "2a1b2c");
}

TEST(StreamDemux, ReadsBigSizes) {
  Collector collector;
  const std::string payload(0x01'02'03, 'x');
  collector.demux.feed(frame(1, payload) + frame(2, "end"));
  EXPECT_EQ(collector.biggest, payload.size());
  EXPECT_TRUE(collector.text.ends_with("x2end"));
}

TEST(StreamDemux, PassesOnAFrameOfFourGibibytesWithoutCollectingIt) {
  Collector collector;
  collector.demux.feed(std::string_view("\x01\0\0\0\xFF\xFF\xFF\xFF", 8));
  collector.demux.feed("abc");
  EXPECT_EQ(collector.text, "1abc");
  EXPECT_FALSE(collector.demux.at_frame_boundary());
}

TEST(StreamDemux, RefusesUnknownTypes) {
  for (const std::string& bad : {frame(4, "x"), std::string("plain text of a terminal"),
                                 std::string("\x01\x01\0\0\0\0\0\1", 8)}) {
    Collector collector;
    EXPECT_THROW(collector.demux.feed(bad), FrameError);
    EXPECT_EQ(collector.text, "");
  }
}

TEST(StreamDemux, KnowsThatItWasCutOff) {
  const std::string bytes = frame(1, "out");
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    Collector collector;
    collector.demux.feed(std::string_view(bytes).substr(0, size));
    EXPECT_EQ(collector.demux.at_frame_boundary(), size == 0 || size == bytes.size()) << size;
  }
}

}  // namespace
}  // namespace devstack::engine
