// May these data go into this service? Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/data/manifest.hpp"

namespace devstack::data {

/// Major version of what an image runs: its own words in the environment first (PG_MAJOR,
/// REDIS_VERSION …: NAME_MAJOR or NAME_VERSION of the repository's name), else the tag's first
/// number; empty when neither tells. "15" of "postgres:15-alpine".
[[nodiscard]] std::string major_version(const std::string& image,
                                        const std::vector<std::string>& environment);

enum class OtherVersion { kRefuse, kTake };
enum class OtherProject { kRefuse, kTake };

/// Throws Error DS5004 unless the archive is of this project (its id, or its name).
void check_project(const std::string& file, const Manifest& manifest, const model::Stack& stack,
                   OtherProject other);

/// Leaves the entries of `services` (all, when empty) with their index in the manifest. Throws
/// Error DS5007 for a service that the archive or the stack does not have, or cannot take the
/// entry.
[[nodiscard]] std::vector<std::size_t> choose_entries(const std::string& file,
                                                      const Manifest& manifest,
                                                      const model::Stack& stack,
                                                      const std::vector<std::string>& services);

}  // namespace devstack::data
