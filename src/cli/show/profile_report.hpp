// What `devstack profiles` tells of one profile: what it makes of the stack, or why it cannot.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/check/budget_check.hpp"
#include "cli/context.hpp"
#include "devstack/load/profile_files.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

struct ProfileReport {
  load::ProfileFile file;
  std::string project;
  std::vector<std::string> services, jobs;  ///< names, sorted
  std::vector<std::string> compose_profiles;
  BudgetSum declared;                ///< by the services
  model::Budget budget;              ///< of the profile
  std::vector<std::string> choices;  ///< "event-bus=redis" of the roles that take part
  std::optional<std::chrono::milliseconds> slowest_choice;
  struct Port {
    std::string service;
    model::Port port;
  };
  std::vector<Port> ports;         ///< published ones, in the order of services
  std::vector<Diagnostic> errors;  ///< with any of them the rest is empty
};

/// Loads the stack with this profile alone. Whatever is wrong ends up in `errors`.
[[nodiscard]] ProfileReport report_profile(load::LoadRequest request, const load::ProfileFile& file,
                                           const load::Files& files);

/// A paragraph for each; `folder` is what paths are shown relative to.
[[nodiscard]] std::string profiles_text(const std::vector<ProfileReport>& reports,
                                        const std::string& folder);
/// "devstack.profiles/1".
[[nodiscard]] std::string profiles_json(const std::vector<ProfileReport>& reports);

}  // namespace devstack::cli
