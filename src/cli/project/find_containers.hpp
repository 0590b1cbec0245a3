// Which containers a command is about.
#pragma once

#include <string>
#include <vector>

#include "cli/project/engine_session.hpp"

namespace devstack::cli {

struct ContainerFilter {
  enum class Orphans { kWith, kWithout, kOnly };
  std::vector<std::string> services;  ///< empty: all
  std::vector<std::string> states;    ///< the engine's words; empty: any
  Orphans orphans = Orphans::kWith;   ///< of services that the file does not know
  OneOffs one_offs = OneOffs::kWithout;
};

/// The project's containers that pass, as list_project sorts them. Connects.
[[nodiscard]] Task<std::vector<engine::ContainerSummary>> find_containers(EngineSession& engine,
                                                                          const model::Stack& stack,
                                                                          ContainerFilter filter);

/// The running container of a service: the first (one made by `run` if there is no other), or
/// number `index` where that is not 0. Connects. Throws Error DS1003 (exit 3); UsageError for a
/// service that runs as a process of this host.
[[nodiscard]] Task<engine::ContainerSummary> find_running_container(EngineSession& engine,
                                                                    const model::Stack& stack,
                                                                    std::string service, int index);

/// For commands that know containers only. Throws UsageError for a service that is meant to run as
/// a process of this host.
void refuse_process(const model::Stack& stack, const std::string& service);

}  // namespace devstack::cli
