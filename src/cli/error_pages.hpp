// The pages of docs/errors, built into the program.
#pragma once

#include <span>
#include <string_view>

namespace devstack::cli {

struct ErrorPage {
  std::string_view code, text;
};

/// Sorted by code. Defined in a file that the build makes of docs/errors (cmake/ErrorPages.cmake).
[[nodiscard]] std::span<const ErrorPage> error_pages();

}  // namespace devstack::cli
