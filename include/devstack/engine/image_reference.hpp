// Image names: "postgres:15", "ghcr.io/org/app@sha256:…".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devstack::engine {

struct ImageReference {
  std::string registry;    ///< "docker.io" when none is written
  std::string repository;  ///< "library/postgres" for "postgres"
  std::string tag;         ///< "latest" when neither tag nor digest is written
  std::string digest;      ///< "sha256:…" or empty
};

/// Empty if `text` is not a valid reference.
[[nodiscard]] std::optional<ImageReference> parse_image_reference(std::string_view text);

/// The local name under which a stand-in for an upstream image is kept:
/// "devstack/stand-in/postgres:15-alpine" for "docker.io/library/postgres:15-alpine".
[[nodiscard]] std::string stand_in_name(const ImageReference& upstream);

}  // namespace devstack::engine
