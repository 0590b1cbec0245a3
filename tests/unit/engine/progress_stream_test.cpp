#include "engine/progress_stream.hpp"

#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

class ProgressStream : public ClientTest {
 protected:
  /// Reads a stream that comes in these pieces; what was reported is in `messages`.
  std::optional<std::string> read(std::vector<std::string> pieces) {
    fakes::Reply& reply = replies["GET /stream"];
    reply.pieces.clear();
    for (std::string& piece : pieces) reply.pieces.emplace_back(1, std::move(piece));
    io::HttpRequest request;
    request.target = "/stream";
    auto stream = run(transport.open(std::move(request)));
    return run(read_progress(std::move(stream),
                             [this](const ProgressMessage& m) { messages.push_back(m); }));
  }
  std::vector<ProgressMessage> messages;
};

TEST_F(ProgressStream, ReportsPhasesAndOutput) {
  EXPECT_EQ(read({R"({"status":"Downloading","id":"l1","progressDetail":{"current":5,"to)",
                  R"(tal":9}}{"stream":"Step 1/2"})", "\r\n", R"({"aux":{"ID":"sha256:1"}})"}),
            std::nullopt);
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[0].id, "l1");
  EXPECT_EQ(messages[0].status, "Downloading");
  EXPECT_EQ(messages[0].current, 5);
  EXPECT_EQ(messages[0].total, 9);
  EXPECT_EQ(messages[1].status, "Step 1/2");
}

TEST_F(ProgressStream, GivesTheErrorThatCameInsteadOfAStatus) {
  EXPECT_EQ(read({R"({"status":"Pulling"})",
                  R"({"error":"old","errorDetail":{"message":"no \u001b[1mspace\n"}})"}),
            "no \\x1b[1mspace");
  EXPECT_EQ(messages.size(), 1U);
}

TEST_F(ProgressStream, KnowsTheOldFormOfAnError) {
  EXPECT_EQ(read({R"({"error":"denied"}{"status":"after"})"}), "denied");
}

TEST_F(ProgressStream, IsFineWithNothingAtAll) { EXPECT_EQ(read({}), std::nullopt); }

TEST_F(ProgressStream, SaysThatItBrokeOff) {
  replies["GET /stream"].body_error = hang_up();
  EXPECT_THROW(read({R"({"status":"x"})"}), io::TransportError);
}

}  // namespace
}  // namespace devstack::engine
