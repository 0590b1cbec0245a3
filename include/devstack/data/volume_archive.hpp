// Volumes as tar files of this host, by way of the engine.
#pragma once

#include <string>
#include <vector>

#include "devstack/data/archive.hpp"
#include "devstack/data/snapshot.hpp"
#include "devstack/data/workshop.hpp"

namespace devstack::data {

/// Throws DS5014 for an engine whose archives of volumes are of no use: Podman leaves out where a
/// volume is mounted, and takes none for it.
void require_volume_archives(const engine::Client& client);

/// Packs a volume that nobody writes into into `path`; counts its members against the volume's.
/// Throws Error DS5014, HostError.
[[nodiscard]] Task<void> pack_volume(const Workshop& workshop, std::string volume,
                                     std::string path);

/// Unpacks verified payloads into new volumes, one for each entry; the result names them, in order.
/// They are waste for the next sweep.
[[nodiscard]] Task<std::vector<VolumeCopy>> import_volumes(const Workshop& workshop,
                                                           const Manifest& manifest,
                                                           const Spool& spool,
                                                           std::vector<std::size_t> entries);

}  // namespace devstack::data
