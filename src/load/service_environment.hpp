// The environment and labels of a service as its container gets them: files read, names without
// value looked up.
#pragma once

#include "load/normalize.hpp"

namespace devstack::load {

enum class MissingFiles { kReport, kIgnore };

/// Reads `env_file` and `label_file` (DS1210 when one is missing) and merges them under
/// `environment` and `labels`.
void resolve_environment(Node& service, const std::string& name, MissingFiles missing,
                         const Files& files, const NormalizeContext& context);

/// What of the files that a service names counts for its hash, as a part of the service: Compose
/// keeps `label_file` in the containers' label, and `env_file` while it is unread.
[[nodiscard]] Node hashed_files(const Node& service, const NormalizeContext& context);

}  // namespace devstack::load
