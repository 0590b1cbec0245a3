// Embeddings as clients see them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/mock/openai_case.hpp"

namespace devstack::mock {
namespace {

using nlohmann::json;

TEST(MockEmbeddings, EmbeddingsAreDeterministic) {
  const json body =
      parsed(ask("POST", "/v1/embeddings", R"({"input": ["same", "other", "same"]})"));
  ASSERT_EQ(body["data"].size(), 3U);
  EXPECT_EQ(body["data"][0]["embedding"].size(), 8U);
  EXPECT_EQ(body["data"][0]["embedding"], body["data"][2]["embedding"]);
  EXPECT_NE(body["data"][0]["embedding"], body["data"][1]["embedding"]);
  EXPECT_EQ(body["data"][2]["index"], 2);
  const json one = parsed(ask("POST", "/v1/embeddings", R"({"input": "same"})"));
  EXPECT_EQ(one["data"][0]["embedding"], body["data"][0]["embedding"]);
}

TEST(MockEmbeddings, EmbeddingsTakeDimensionAndEncoding) {
  EXPECT_EQ(parsed(ask("POST", "/v1/embeddings",
                       R"({"input": "x", "dimensions": 3})"))["data"][0]["embedding"]
                .size(),
            3U);
  const json coded = parsed(ask("POST", "/v1/embeddings",
                                R"({"input": "x", "dimensions": 1, "encoding_format": "base64"})"));
  const auto text = coded["data"][0]["embedding"].get<std::string>();
  // one dimension: the unit vector is 1.0 or -1.0
  EXPECT_THAT(text, testing::AnyOf("AACAPw==", "AACAvw=="));
}

}  // namespace
}  // namespace devstack::mock
