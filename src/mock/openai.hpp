// The part of the OpenAI HTTP API that clients need to be developed against: chat completions (also
// streaming), embeddings, models. Answers depend on the request alone, so that tests can rely on
// them. Shapes: the API reference of OpenAI (chat, embeddings, models).
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mock/config.hpp"
#include "mock/message.hpp"

namespace devstack::mock {

/// Answers what stands under /v1/; 404 for a path, 405 for a method that the API does not have, 400
/// for a body that is no JSON or lacks what is required. `now` is the time that answers carry.
[[nodiscard]] Response openai_response(const Config& config, const Request& request,
                                       std::chrono::system_clock::time_point now);

/// An error body as OpenAI clients expect it.
[[nodiscard]] Response error_response(int status, const std::string& message,
                                      const std::string& type = "invalid_request_error");

/// A vector of length one that depends on nothing but the text and the dimension.
[[nodiscard]] std::vector<float> embed(std::string_view text, std::size_t dimension);

}  // namespace devstack::mock
