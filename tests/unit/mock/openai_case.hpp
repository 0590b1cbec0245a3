// A configured model and a short way to ask it, for the tests of the API's endpoints.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "mock/openai.hpp"

namespace devstack::mock {

inline Config llm() {
  Config config;
  config.name = "llm";
  config.api = Api::kOpenAi;
  config.model = "qwen2.5-7b";
  config.dimension = 8;
  return config;
}

inline Response ask(const std::string& method, const std::string& path,
                    const std::string& body = "") {
  const std::chrono::system_clock::time_point now(std::chrono::seconds(1700000000));
  return openai_response(llm(), {method, path, body}, now);
}

inline nlohmann::json parsed(const Response& response) {
  return nlohmann::json::parse(response.body);
}

}  // namespace devstack::mock
