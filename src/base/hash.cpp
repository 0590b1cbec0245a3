// SHA-256 from libmd: small, in every distribution, and linked statically where possible.
#include "devstack/base/hash.hpp"

#include <sha256.h>

#include <array>
#include <cstdint>

namespace devstack {

std::string sha256_hex(std::string_view bytes) {
  SHA2_CTX context;
  SHA256Init(&context);
  const void* data = bytes.data();
  SHA256Update(&context, static_cast<const std::uint8_t*>(data), bytes.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256Final(digest.data(), &context);

  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0x0fU];
  }
  return hex;
}

}  // namespace devstack
