// Paths as Go's filepath package treats them, which is what Compose prints.
#pragma once

#include <string>
#include <string_view>

namespace devstack::load {

/// Without ".", "..", doubled and final slashes; "" becomes ".".
[[nodiscard]] std::string clean_path(std::string_view path);

/// `path` below `directory`, cleaned, when it is relative; "~" and "~/x" below `home`. An absolute
/// path (a Windows one too) stays as it was written.
[[nodiscard]] std::string absolute_path(std::string_view path, std::string_view directory,
                                        std::string_view home);

/// A build context or the like that is no folder: a URL, a git remote, "docker-image://…".
[[nodiscard]] bool is_remote_context(std::string_view text);

}  // namespace devstack::load
