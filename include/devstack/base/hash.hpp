// SHA-256 behind one function (libmd).
#pragma once

#include <string>
#include <string_view>

namespace devstack {

/// Lower-case hexadecimal SHA-256 of the bytes.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace devstack
