// Whole small files: the kernel's tables and our own state.
#pragma once

#include <optional>
#include <string>

#include "devstack/host/state_store.hpp"

namespace devstack::host {

/// The file's bytes; empty when it cannot be read. Also for /proc, where sizes are not known.
[[nodiscard]] std::optional<std::string> file_text(const std::string& path);

/// Replaces the file atomically (temporary file, rename), mode 0600. Throws HostError.
void replace_file(const std::string& path, const std::string& text,
                  Survives survives = Survives::kPowerLoss);

/// Makes the folder and its missing parents, mode 0700. Throws HostError.
void make_private_folders(const std::string& path);

}  // namespace devstack::host
