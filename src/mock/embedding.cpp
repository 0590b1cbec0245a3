// Pseudo-random but reproducible vectors: equal texts get equal vectors on every machine.
#include <cmath>
#include <cstdint>

#include "mock/openai.hpp"

namespace devstack::mock {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  return hash;
}

/// SplitMix64.
std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

std::vector<float> embed(std::string_view text, std::size_t dimension) {
  std::uint64_t state = hash_of(text);
  std::vector<double> values(dimension);
  double square_sum = 0;
  for (auto& value : values) {
    // 53 random bits to [-1, 1)
    value = static_cast<double>(next_random(state) >> 11U) * 0x1.0p-52 - 1.0;
    square_sum += value * value;
  }
  const double length = square_sum > 0 ? std::sqrt(square_sum) : 1.0;
  std::vector<float> result(dimension);
  for (std::size_t i = 0; i < dimension; ++i) result[i] = static_cast<float>(values[i] / length);
  return result;
}

}  // namespace devstack::mock
