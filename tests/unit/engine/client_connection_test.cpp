#include "engine/client_connection.hpp"

#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

TEST(Query, LeavesOutEmptyValuesAndEncodes) {
  EXPECT_EQ(query({}), "");
  EXPECT_EQ(query({{"a", ""}, {"b", ""}}), "");
  EXPECT_EQ(query({{"a", "1"}, {"b", ""}, {"c", "x/y z&"}}), "?a=1&c=x%2Fy%20z%26");
}

TEST(LabelFilter, IsAMapOfLists) {
  EXPECT_EQ(label_filter({}), "");
  EXPECT_EQ(label_filter({"a", "b=\"c\""}), R"({"label":["a","b=\"c\""]})");
}

TEST(ErrorMessage, IsTheEnginesWordsOnOneLine) {
  EXPECT_EQ(error_message(R"({"message":"No such image: x"})"), "No such image: x");
  EXPECT_EQ(error_message("<html>\nbad gateway\n</html>\n"), "<html> bad gateway </html>");
  EXPECT_EQ(error_message(R"({"message":"a\nb\u001b[2J"})"), "a b\\x1b[2J");
  EXPECT_EQ(error_message(R"({"cause":"x"})"), R"({"cause":"x"})");
  EXPECT_EQ(error_message(""), "");
}

class Connection : public ClientTest {};

TEST_F(Connection, TurnsUnexpectedStatusesIntoErrors) {
  replies["GET /info"] = {500, R"({"message":"driver failed"})"};
  const EngineError error = engine_error(client.info());
  EXPECT_STREQ(error.what(), "GET /info: 500 driver failed");
  EXPECT_EQ(error.status(), 500);
  EXPECT_EQ(error.code(), "DS2010");
}

TEST_F(Connection, RefusesAnAnswerWithoutEndBeforeItReadsIt) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  replies["GET /info"] = {200, '"' + std::string(65 * kMebibyte, 'x') + '"'};
  EXPECT_STREQ(engine_error(client.info()).what(), "GET /info: 200 the answer is too long");
}

TEST_F(Connection, RefusesAnAnswerThatIsNotJson) {
  replies["GET /info"] = {200, "<html>welcome</html>"};
  const EngineError error = engine_error(client.info());
  EXPECT_EQ(error.method() + " " + error.path(), "GET /info");
  EXPECT_NE(error.daemon_message().find("not JSON"), std::string::npos);
}

TEST_F(Connection, ReadsOnlyTheBeginningOfALongError) {
  replies["GET /info"] = {502, std::string(200'000, 'x')};
  replies["GET /info"].pieces.assign(50, {Duration{1000}, std::string(64 * 1024, 'y')});
  EXPECT_EQ(engine_error(client.info()).status(), 502);
  EXPECT_LT(clock.passed(), Duration{5'000});
}

TEST_F(Connection, PutsTheDeadlineOfControlCallsIntoTheRequest) {
  replies["GET /info"] = {200, "{}"};
  run(client.info());
  EXPECT_EQ(transport.requests.back().head_timeout, Timeouts{}.control);
  EXPECT_EQ(transport.requests.back().connect_timeout, Timeouts{}.ping);
}

TEST_F(Connection, SaysThatACallTookTooLong) {
  replies["GET /info"].error =
      io::TransportError(io::TransportFailure::kTimeout, "no answer within 60s", true);
  try {
    run(client.info());
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "DS2011");
    EXPECT_EQ(error.exit_code(), ExitCode::kDeadline);
    EXPECT_STREQ(error.what(), "GET /info: no answer within 60s");
    EXPECT_NE(error.hint(), "");
  }
}

TEST_F(Connection, SaysThatTheEngineWentAwayInTheBody) {
  replies["GET /info"] = {200, R"({"ID":)"};
  replies["GET /info"].body_error = hang_up();
  EXPECT_STREQ(engine_error(client.info()).what(),
               "GET /info: the reply was lost: the engine hung up");
}

TEST_F(Connection, NoticesBetweenTwoCallsThatTheEngineWasStopped) {
  replies["GET /info"].error = io::TransportError(io::TransportFailure::kRefused, "refused", false);
  EXPECT_THROW(run(client.info()), EngineUnavailable);
}

TEST_F(Connection, CutsOffAnswersThatAreTooLong) {
  replies["GET /x"].body = std::string(100, 'x');
  io::HttpRequest request;
  request.target = "/x";
  auto fits = run(transport.open(request));
  EXPECT_EQ(run(read_all(std::move(fits), 100)).size(), 100U);
  auto too_long = run(transport.open(request));
  EXPECT_THROW(run(read_all(std::move(too_long), 99)), io::TransportError);
}

}  // namespace
}  // namespace devstack::engine
