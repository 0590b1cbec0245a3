// What this host has, as far as anybody asks: GPUs, memory, files, commands. Gathered before
// planning, so that the choice between a process and a container stays a pure function.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace devstack::host {

struct FactQuery {
  bool gpus = false;                  ///< loading NVML takes some milliseconds
  std::vector<std::string> patterns;  ///< absolute paths, with * ? and [ ]
  std::vector<std::string> commands;  ///< looked up in PATH
  /// PATH, and DEVSTACK_NVML_LIBRARY in place of libnvidia-ml.so.1.
  std::map<std::string, std::string, std::less<>> environment;
};

struct HostFacts {
  /// Memory of each GPU in bytes; 0 where the driver is there but does not tell.
  std::vector<std::int64_t> gpu_memory;
  std::int64_t memory_bytes = 0;  ///< of the host
  std::set<std::string, std::less<>> found_patterns, found_commands;
};

[[nodiscard]] HostFacts gather_facts(const FactQuery& query);

}  // namespace devstack::host
