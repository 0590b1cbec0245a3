// How things are called: keys in files, and the names that the engine sees.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace devstack::model {

/// Compose's normalisation of a folder name into a project name: lower case, only [a-z0-9_-],
/// leading '_' and '-' dropped.
[[nodiscard]] std::string normalize_project_name(std::string_view text);
/// True if `text` is a project name as it stands.
[[nodiscard]] bool is_project_name(std::string_view text);

/// "<project>-<service>-<number>"
[[nodiscard]] std::string container_name(std::string_view project, std::string_view service,
                                         std::size_t number);
/// "<project>_<key>", the default name of a network or volume.
[[nodiscard]] std::string resource_name(std::string_view project, std::string_view key);
/// "<project>-<service>", the default name of a built image.
[[nodiscard]] std::string built_image_name(std::string_view project, std::string_view service);

/// The image that devstack makes in the engine from its own mock server; the tag is the version of
/// the server's configuration.
inline constexpr std::string_view kMockRepository = "devstack/mock";
inline constexpr char kMockImage[] = "devstack/mock:1";

}  // namespace devstack::model
