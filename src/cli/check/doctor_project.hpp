// Findings of `devstack doctor` about the files and settings of a project; no engine is asked.
#pragma once

#include <vector>

#include "cli/check/check_run.hpp"
#include "cli/check/doctor_checks.hpp"

namespace devstack::cli {

/// .env against .env.example, and secrets that ship or that everybody knows.
[[nodiscard]] std::vector<Finding> check_settings(const CommandContext& context,
                                                  const load::Loaded& loaded);
/// Files and folders that services bind or take configuration from, and that do not exist.
[[nodiscard]] std::vector<Finding> check_files(const model::Stack& stack);
/// Processes whose needs this host does not meet, GPUs, and where models are kept; nothing for a
/// stack that has none of these.
[[nodiscard]] std::vector<Finding> check_host_needs(const model::Stack& stack,
                                                    const std::vector<ProcessNeed>& needs,
                                                    const std::string& gpus);
/// What proxy variables of this shell do not do.
[[nodiscard]] std::vector<Finding> check_proxies(const load::Environment& environment);

}  // namespace devstack::cli
