// Equal texts, equal vectors: on every machine and in every release.
#include <gtest/gtest.h>

#include <cmath>

#include "mock/openai.hpp"

namespace devstack::mock {
namespace {

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

TEST(MockEmbedding, IsAUnitVectorOfTheDimension) {
  for (const std::size_t dimension : {1U, 3U, 384U, 1024U}) {
    const auto vector = embed("hello", dimension);
    ASSERT_EQ(vector.size(), dimension);
    EXPECT_NEAR(dot(vector, vector), 1.0, 1e-5);
  }
}

TEST(MockEmbedding, DependsOnTheTextAlone) {
  EXPECT_EQ(embed("hello", 64), embed("hello", 64));
  EXPECT_LT(std::abs(dot(embed("hello", 1024), embed("hallo", 1024))), 0.2);
}

TEST(MockEmbedding, StaysTheSameOverReleases) {
  // Worked out apart from this code, from the published algorithms (FNV-1a, SplitMix64).
  const auto vector = embed("devstack", 4);
  const std::vector<float> expected = {0.2453272F, 0.5631628F, -0.6377962F, -0.4646270F};
  ASSERT_EQ(vector.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(vector[i], expected[i], 1e-6);
}

}  // namespace
}  // namespace devstack::mock
