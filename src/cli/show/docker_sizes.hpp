// Sizes as Docker's tables write them (docker/go-units): "1.99MB", "468KiB".
#pragma once

#include <cstdint>
#include <string>

namespace devstack::cli {

/// Powers of 1000, three digits: "1.82kB".
[[nodiscard]] std::string decimal_size(std::int64_t bytes);
/// Powers of 1024, four digits: "23.54GiB".
[[nodiscard]] std::string binary_size(std::int64_t bytes);

}  // namespace devstack::cli
