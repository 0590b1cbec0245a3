#include <gtest/gtest.h>

#include "devstack/engine/client.hpp"
#include "devstack/io/loop.hpp"
#include "fakes/scripted_transport.hpp"

namespace devstack::engine {
namespace {

class Archives : public ::testing::Test {
 protected:
  Archives() {
    transport_.answer = [this](const io::HttpRequest&, const std::string&) { return reply_; };
  }

  io::Loop loop_;
  fakes::ScriptedTransport transport_{loop_};
  Client client_{transport_, loop_, parse_host("unix:///engine.sock")};
  fakes::Reply reply_;
};

Task<std::string> piece_of(std::vector<std::string>& pieces) {
  if (pieces.empty()) co_return std::string();
  std::string piece = pieces.front();
  pieces.erase(pieces.begin());
  co_return piece;
}

TEST_F(Archives, UsersAreAskedForByTheVolume) {
  reply_.body = R"([{"Id":"c1","Names":["/adminer"],"State":"running"}])";
  const auto users = loop_.run(client_.list_volume_users("shop_db"));
  ASSERT_EQ(users.size(), 1U);
  EXPECT_EQ(users[0].name, "adminer");
  EXPECT_NE(transport_.seen[0].find("shop_db"), std::string::npos);
}

TEST_F(Archives, AnArchiveComesInPieces) {
  reply_.pieces = {{Duration{0}, "ro"}, {Duration{0}, "ws"}};
  std::string read;
  ByteSink sink = [&read](std::string_view bytes) { read += bytes; };
  loop_.run(client_.read_archive("c1", "/volume", sink));
  EXPECT_EQ(read, "rows");
  EXPECT_EQ(transport_.seen[0], "GET /containers/c1/archive?path=%2Fvolume");
}

TEST_F(Archives, AnAnswerThatBreaksOffIsAnError) {
  reply_.body = "half";
  reply_.body_error = io::TransportError(io::TransportFailure::kClosed, "hung up", true);
  ByteSink sink = [](std::string_view) {};
  EXPECT_ANY_THROW(loop_.run(client_.read_archive("c1", "/volume", sink)));
}

TEST_F(Archives, AnArchiveIsSentInPieces) {
  std::vector<std::string> pieces{"ro", "ws"};
  ByteSource source = [&pieces] { return piece_of(pieces); };
  loop_.run(client_.write_archive("c1", "/", source));
  EXPECT_EQ(transport_.uploads, std::vector<std::string>{"rows"});
  reply_.status = 500;
  reply_.body = R"({"message":"no space left"})";
  pieces = {"x"};
  EXPECT_THROW(loop_.run(client_.write_archive("c1", "/", source)), EngineError);
}

}  // namespace
}  // namespace devstack::engine
