// Base64 in its URL-safe alphabet with padding (RFC 4648 section 5), as engines want it in headers;
// and decoding of the plain alphabet, as Docker's configuration uses it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devstack::engine {

[[nodiscard]] std::string base64url(std::string_view bytes);
/// Takes both alphabets, with or without padding; empty on any other character.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

}  // namespace devstack::engine
