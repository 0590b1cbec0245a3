// What the endpoints of the OpenAI API share. Only *_codec.cpp files include it.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mock/config.hpp"
#include "mock/message.hpp"

namespace devstack::mock {

/// Thrown while a request is decoded; becomes a 400.
struct BadRequest {
  std::string message;
};

/// Throws BadRequest when the body is no JSON object.
[[nodiscard]] nlohmann::json parse_body(const Request& request);

/// The member, or `fallback` where it is missing or no string.
[[nodiscard]] std::string string_or(const nlohmann::json& object, const char* key,
                                    const std::string& fallback);

/// Words count as tokens.
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

/// 200 with the document and a newline.
[[nodiscard]] Response json_response(const nlohmann::ordered_json& body);

/// POST /v1/chat/completions. Throws BadRequest.
[[nodiscard]] Response chat(const Config& config, const Request& request,
                            std::chrono::system_clock::time_point now);

/// POST /v1/embeddings. Throws BadRequest.
[[nodiscard]] Response embeddings(const Config& config, const Request& request);

}  // namespace devstack::mock
