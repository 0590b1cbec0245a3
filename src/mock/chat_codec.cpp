// Chat completions, whole and as a stream of server-sent events.
#include <cstdint>
#include <functional>

#include "mock/openai_parts.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using TimePoint = std::chrono::system_clock::time_point;

std::int64_t unix_seconds(TimePoint now) {
  return std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
}

/// The text of a message: a string, or the text parts of a list.
std::string content_text(const json& message) {
  const auto content = message.find("content");
  if (content == message.end()) return {};
  if (content->is_string()) return content->get<std::string>();
  std::string text;
  if (content->is_array()) {
    for (const auto& part : *content) {
      if (part.is_object()) text += string_or(part, "text", "");
    }
  }
  return text;
}

struct ChatTurn {
  std::string id;
  std::string model;
  std::string answer;
  std::int64_t prompt_tokens = 0;
  std::int64_t answer_tokens = 0;
  bool stream = false;
  bool stream_usage = false;
};

void speak(ChatTurn& turn, const Config& config, const std::string& asked, std::size_t words) {
  if (config.chat) {
    turn.id = config.chat->id;
    turn.answer = config.chat->content;
    turn.prompt_tokens = config.chat->prompt_tokens;
    turn.answer_tokens = config.chat->completion_tokens;
    return;
  }
  turn.answer = "This is a mock answer of " + config.name + " to: " + asked;
  turn.prompt_tokens = static_cast<std::int64_t>(words);
  turn.answer_tokens = static_cast<std::int64_t>(words_of(turn.answer).size());
}

ChatTurn read_chat(const Config& config, const Request& request) {
  const json body = parse_body(request);
  const auto messages = body.find("messages");
  if (messages == body.end() || !messages->is_array() || messages->empty()) {
    throw BadRequest{"'messages' must be a list with at least one message"};
  }
  ChatTurn turn;
  turn.model = string_or(body, "model", config.model);
  std::string asked;
  std::size_t words = 0;
  for (const auto& message : *messages) {
    if (!message.is_object()) throw BadRequest{"each of 'messages' must be an object"};
    const std::string text = content_text(message);
    words += words_of(text).size();
    if (string_or(message, "role", "") == "user") asked = text;
  }
  speak(turn, config, asked, words);
  turn.stream = body.value("stream", json(false)) == json(true);
  if (const auto options = body.find("stream_options");
      options != body.end() && options->is_object()) {
    turn.stream_usage = options->value("include_usage", json(false)) == json(true);
  }
  if (turn.id.empty()) {
    turn.id = "chatcmpl-mock-" + std::to_string(std::hash<std::string>{}(request.body));
  }
  return turn;
}

ordered_json usage_of(const ChatTurn& turn) {
  return {{"prompt_tokens", turn.prompt_tokens},
          {"completion_tokens", turn.answer_tokens},
          {"total_tokens", turn.prompt_tokens + turn.answer_tokens}};
}

ordered_json chat_head(const ChatTurn& turn, const char* object, TimePoint now) {
  return {
      {"id", turn.id}, {"object", object}, {"created", unix_seconds(now)}, {"model", turn.model}};
}

std::string stream_event(const ordered_json& data) { return "data: " + data.dump() + "\n\n"; }

/// Server-sent events: the role, then word by word, then the end.
Response chat_stream(const ChatTurn& turn, TimePoint now) {
  Response response;
  response.content_type = "text/event-stream";
  const auto add = [&](const ordered_json& delta, const ordered_json& finish_reason) {
    ordered_json event = chat_head(turn, "chat.completion.chunk", now);
    event["choices"] =
        ordered_json::array({{{"index", 0}, {"delta", delta}, {"finish_reason", finish_reason}}});
    response.pieces.push_back(stream_event(event));
  };
  add({{"role", "assistant"}, {"content", ""}}, nullptr);
  std::string separator;
  for (const auto& word : words_of(turn.answer)) {
    add({{"content", separator + word}}, nullptr);
    separator = " ";
  }
  add(ordered_json::object(), "stop");
  if (turn.stream_usage) {
    ordered_json event = chat_head(turn, "chat.completion.chunk", now);
    event["choices"] = ordered_json::array();
    event["usage"] = usage_of(turn);
    response.pieces.push_back(stream_event(event));
  }
  response.pieces.emplace_back("data: [DONE]\n\n");
  return response;
}

}  // namespace

FixedChat parse_fixed_chat(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  const auto content = document.is_object() ? document.find("content") : document.end();
  if (content == document.end() || !content->is_string()) {
    throw ConfigError("DEVSTACK_MOCK_CHAT: a JSON object with the text \"content\" was expected");
  }
  FixedChat chat;
  chat.id = string_or(document, "id", "");
  chat.content = content->get<std::string>();
  const auto number = [&](const char* key) {
    const auto found = document.find(key);
    return found != document.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
  };
  chat.prompt_tokens = number("prompt_tokens");
  chat.completion_tokens = number("completion_tokens");
  return chat;
}

Response chat(const Config& config, const Request& request, TimePoint now) {
  const ChatTurn turn = read_chat(config, request);
  if (turn.stream) return chat_stream(turn, now);
  ordered_json body = chat_head(turn, "chat.completion", now);
  const ordered_json message = {{"role", "assistant"}, {"content", turn.answer}};
  body["choices"] =
      ordered_json::array({{{"index", 0}, {"message", message}, {"finish_reason", "stop"}}});
  body["usage"] = usage_of(turn);
  return json_response(body);
}

}  // namespace devstack::mock
