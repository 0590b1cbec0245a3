#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

using fakes::frame;

class Logs : public ClientTest {
 protected:
  Logs() { replies["GET /containers/c1/json"] = {200, R"({"Id":"c1","Config":{"Tty":false}})"}; }
  Task<void> stream(LogRequest request = {}) {
    return client.stream_logs("c1", std::move(request), [this](LogStream from, std::string_view s) {
      (from == LogStream::kStdout ? out : err) += s;
      ++pieces;
    });
  }
  static constexpr const char* kAll = "GET /containers/c1/logs?stdout=1&stderr=1&tail=all";
  std::string out, err;
  int pieces = 0;
};

TEST_F(Logs, TellsTheStreamsApart) {
  replies[kAll].body = frame(1, "o1\n") + frame(2, "e1\n").substr(0, 5);
  replies[kAll].pieces = {{Duration{5}, frame(2, "e1\n").substr(5) + frame(1, "o2\n")}};
  run(stream());
  EXPECT_EQ(out, "o1\no2\n");
  EXPECT_EQ(err, "e1\n");
}

TEST_F(Logs, PassesWhatCameTogetherOnAtOnce) {
  replies[kAll].body = frame(1, "o1\n") + frame(1, "o2\n") + frame(2, "e1\n") + frame(1, "o3\n");
  replies[kAll].pieces = {{Duration{5}, frame(1, "o4\n")}};
  run(stream());
  EXPECT_EQ(out, "o1\no2\no3\no4\n");
  EXPECT_EQ(pieces, 4);
}

TEST_F(Logs, PassesATerminalsBytesOnAsTheyAre) {
  replies["GET /containers/c1/json"] = {200, R"({"Id":"c1","Config":{"Tty":true}})"};
  replies[kAll].body = "\x01 raw \r\n";
  run(stream());
  EXPECT_EQ(out, "\x01 raw \r\n");
  EXPECT_EQ(err, "");
}

TEST_F(Logs, AsksForWhatIsWanted) {
  replies
      ["GET /containers/c1/logs?stdout=1&stderr=1&follow=1&timestamps=1&since=12.5"
       "&until=13&tail=100"] = {};
  LogRequest request;
  request.follow = true;
  request.timestamps = true;
  request.since = "12.5";
  request.until = "13";
  request.tail = "100";
  run(stream(request));
  EXPECT_EQ(transport.requests.back().idle_timeout, std::nullopt);
}

TEST_F(Logs, AreEmptyForAContainerThatIsGone) {
  replies["GET /containers/c1/json"] = {404};
  run(stream());
  EXPECT_EQ(out + err, "");
}

TEST_F(Logs, FailWhenTheDriverCannotRead) {
  replies[kAll] = {501, R"({"message":"configured logging driver does not support reading"})"};
  EXPECT_EQ(engine_error(stream()).status(), 501);
}

TEST_F(Logs, FailWhenTheStreamIsBroken) {
  replies[kAll].body = "no frames at all";
  EXPECT_NE(engine_error(stream()).daemon_message().find("not framed"), std::string::npos);
  replies[kAll].body = frame(1, "x");
  replies[kAll].body_error = hang_up();
  EXPECT_EQ(engine_error(stream()).status(), 0);
  EXPECT_EQ(out, "x");
}

TEST_F(Logs, GiveTheLastLinesOfBothStreamsInOrder) {
  replies["GET /containers/c1/logs?stdout=1&stderr=1&since=7&tail=20"] = {
      200, frame(1, "a\n") + frame(2, "b\n") + frame(1, "c\n")};
  EXPECT_EQ(run(client.log_tail("c1", 20, "7")), "a\nb\nc\n");
}

}  // namespace
}  // namespace devstack::engine
