// Chat completions as clients see them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/openai_parts.hpp"
#include "unit/mock/openai_case.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;

constexpr const char* kHello = R"({"model": "m1", "messages": [
  {"role": "system", "content": "be brief"}, {"role": "user", "content": "hello there"}]})";

TEST(MockChat, ChatEchoesModelAndQuestion) {
  const Response response = ask("POST", "/v1/chat/completions", kHello);
  EXPECT_EQ(response.status, 200);
  const json body = parsed(response);
  EXPECT_EQ(body["object"], "chat.completion");
  EXPECT_EQ(body["model"], "m1");
  EXPECT_EQ(body["created"], 1700000000);
  EXPECT_EQ(body["choices"][0]["finish_reason"], "stop");
  EXPECT_EQ(body["choices"][0]["message"]["role"], "assistant");
  EXPECT_EQ(body["choices"][0]["message"]["content"],
            "This is a mock answer of llm to: hello there");
  EXPECT_EQ(body["usage"]["prompt_tokens"], 4);
  EXPECT_EQ(body["usage"]["total_tokens"], 4 + 10);
}

TEST(MockChat, ChatWithoutModelNamesTheConfiguredOne) {
  const Response response = ask("POST", "/v1/chat/completions",
                                R"({"messages": [{"role": "user", "content": [
                                  {"type": "text", "text": "parts"}, {"type": "image_url"}]}]})");
  EXPECT_EQ(parsed(response)["model"], "qwen2.5-7b");
  EXPECT_THAT(response.body, testing::HasSubstr("to: parts"));
}

TEST(MockChat, StreamGivesTheSameAnswerInPieces) {
  json request = json::parse(kHello);
  request["stream"] = true;
  request["stream_options"] = {{"include_usage", true}};
  const Response response = ask("POST", "/v1/chat/completions", request.dump());
  EXPECT_EQ(response.content_type, "text/event-stream");
  ASSERT_GT(response.pieces.size(), 4U);
  std::string text;
  std::vector<std::string> finish_reasons;
  for (const auto& piece : response.pieces) {
    ASSERT_TRUE(piece.starts_with("data: ") && piece.ends_with("\n\n")) << piece;
    if (piece == "data: [DONE]\n\n") continue;
    const json event = json::parse(piece.substr(6));
    EXPECT_EQ(event["object"], "chat.completion.chunk");
    for (const auto& choice : event["choices"]) {
      text += choice["delta"].value("content", "");
      if (choice["finish_reason"].is_string())
        finish_reasons.push_back(choice["finish_reason"].get<std::string>());
    }
  }
  EXPECT_EQ(text, "This is a mock answer of llm to: hello there");
  EXPECT_THAT(finish_reasons, testing::ElementsAre("stop"));
  EXPECT_EQ(response.pieces.back(), "data: [DONE]\n\n");
  EXPECT_THAT(response.pieces[response.pieces.size() - 2], testing::HasSubstr("total_tokens"));
}

TEST(MockChat, AFixedAnswerIsGivenWhateverIsAsked) {
  Config config = llm();
  config.chat = parse_fixed_chat(
      R"({"id": "mock-123", "content": "fixed text", "prompt_tokens": 50, "completion_tokens": 15})");
  const std::chrono::system_clock::time_point now(std::chrono::seconds(7));
  const json body = parsed(chat(config, {"POST", "/v1/chat/completions", kHello}, now));
  EXPECT_EQ(body, json::parse(R"({"id": "mock-123", "object": "chat.completion", "created": 7,
    "model": "m1", "choices": [{"index": 0, "finish_reason": "stop",
                                "message": {"role": "assistant", "content": "fixed text"}}],
    "usage": {"prompt_tokens": 50, "completion_tokens": 15, "total_tokens": 65}})"));
  for (const char* wrong : {"", "[]", "{}", R"({"content": 1})"}) {
    EXPECT_THROW((void)parse_fixed_chat(wrong), ConfigError) << wrong;
  }
}

}  // namespace
}  // namespace devstack::mock
