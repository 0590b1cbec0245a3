// Dumps: what a declared line writes inside a container, into a file of this host, and back.
#pragma once

#include <string>

#include "devstack/data/workshop.hpp"

namespace devstack::data {

/// A line of x-devstack.backup, and where it runs.
struct DumpLine {
  std::string service;
  std::string container;  ///< id
  std::string line;       ///< for /bin/sh
};

/// Runs `dump` and keeps its standard output in `path`, a piece at a time. Throws Error DS5008 with
/// what it said on standard error when it fails or writes nothing, HostError.
[[nodiscard]] Task<void> dump_to_file(const Workshop& workshop, DumpLine dump, std::string path);

/// Runs `restore` with the file as its standard input. Throws Error DS5008 when it fails.
[[nodiscard]] Task<void> restore_from_file(const Workshop& workshop, DumpLine restore,
                                           std::string path);

}  // namespace devstack::data
