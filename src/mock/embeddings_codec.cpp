// Embeddings, as numbers or as base64.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "mock/openai.hpp"
#include "mock/openai_parts.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= count ? kDigits[(group >> (18U - 6U * k)) & 63U] : '=';
    }
  }
  return text;
}

/// 32-bit floats, little-endian, as `encoding_format: base64` asks for.
std::string base64_of(const std::vector<float>& vector) {
  static_assert(std::endian::native == std::endian::little);
  std::string bytes(vector.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), vector.data(), bytes.size());
  return base64(bytes);
}

/// One text, or a list of texts; lists of tokens stand for themselves.
std::vector<std::string> embedding_inputs(const json& body) {
  const auto input = body.find("input");
  if (input == body.end()) throw BadRequest{"'input' is missing"};
  if (input->is_string()) return {input->get<std::string>()};
  if (!input->is_array() || input->empty()) {
    throw BadRequest{"'input' must be a text or a list that is not empty"};
  }
  if (input->front().is_number()) return {input->dump()};
  std::vector<std::string> texts;
  for (const auto& item : *input) {
    texts.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  }
  return texts;
}

std::size_t embedding_dimension(const Config& config, const json& body) {
  const auto wanted = body.find("dimensions");
  if (wanted == body.end()) return config.dimension;
  if (!wanted->is_number_unsigned() || *wanted == 0U || *wanted > 65536U) {
    throw BadRequest{"'dimensions' must be a number from 1 to 65536"};
  }
  return wanted->get<std::size_t>();
}

}  // namespace

Response embeddings(const Config& config, const Request& request) {
  const json body = parse_body(request);
  const std::size_t dimension = embedding_dimension(config, body);
  const bool as_base64 = string_or(body, "encoding_format", "float") == "base64";
  ordered_json data = ordered_json::array();
  std::size_t words = 0;
  for (const auto& text : embedding_inputs(body)) {
    const auto vector = embed(text, dimension);
    ordered_json entry = {{"object", "embedding"}, {"index", data.size()}};
    if (as_base64) {
      entry["embedding"] = base64_of(vector);
    } else {
      entry["embedding"] = vector;
    }
    data.push_back(std::move(entry));
    words += words_of(text).size();
  }
  ordered_json answer;
  answer["object"] = "list";
  answer["data"] = std::move(data);
  answer["model"] = string_or(body, "model", config.model);
  answer["usage"] = {{"prompt_tokens", words}, {"total_tokens", words}};
  return json_response(answer);
}

}  // namespace devstack::mock
