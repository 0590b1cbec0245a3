// Asks the kernel, the file system and the GPU driver.
#include "devstack/host/host_facts.hpp"

#include <glob.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <string_view>

#include "devstack/base/text.hpp"
#include "host/gpu_memory.hpp"

namespace devstack::host {
namespace {

std::string value_of(const FactQuery& query, std::string_view name) {
  const auto found = query.environment.find(name);
  return found == query.environment.end() ? std::string() : found->second;
}

bool matches_a_file(const std::string& pattern) {
  glob_t found{};
  const bool any = ::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0 && found.gl_pathc > 0;
  ::globfree(&found);
  return any;
}

bool is_in_path(const std::string& command, const std::string& path) {
  if (command.find('/') != std::string::npos) return ::access(command.c_str(), X_OK) == 0;
  for (const std::string_view folder : split(path, ':')) {
    const std::string candidate = std::string(folder.empty() ? "." : folder) + "/" + command;
    if (::access(candidate.c_str(), X_OK) == 0) return true;
  }
  return false;
}

std::int64_t host_memory() {
  struct sysinfo info {};
  if (::sysinfo(&info) != 0) return 0;
  return static_cast<std::int64_t>(info.totalram) * static_cast<std::int64_t>(info.mem_unit);
}

}  // namespace

HostFacts gather_facts(const FactQuery& query) {
  HostFacts facts;
  facts.memory_bytes = host_memory();
  if (query.gpus) facts.gpu_memory = gpu_memory(value_of(query, "DEVSTACK_NVML_LIBRARY"));
  for (const std::string& pattern : query.patterns) {
    if (matches_a_file(pattern)) facts.found_patterns.insert(pattern);
  }
  const std::string path = value_of(query, "PATH");
  for (const std::string& command : query.commands) {
    if (is_in_path(command, path)) facts.found_commands.insert(command);
  }
  return facts;
}

}  // namespace devstack::host
