// What keeps a running project from being like production: `check production-ready`. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/check/check_report.hpp"
#include "cli/project/env_files.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

struct ProductionFacts {
  /// Services that run otherwise than declared, to how: "a mock", "a stand-in".
  std::map<std::string, std::string, std::less<>> pretended;
  /// Services whose process does not run, to the need that is not met.
  std::map<std::string, std::string, std::less<>> unmet_needs;
  std::vector<EnvLine> example;  ///< of .env.example
};

/// A failure for each: mocks and stand-ins, passwords of the example or that everybody knows, needs
/// of processes (a GPU) that are not met, profiles made for demonstrations and tests. A kind
/// without any is one passed result.
[[nodiscard]] std::vector<CheckResult> check_production(const load::Loaded& loaded,
                                                        const ProductionFacts& facts);

/// Environment variables of services whose value is a placeholder, or a secret that .env.example
/// ships: "POSTGRES_PASSWORD" to the services that have it.
struct WeakSecret {
  std::string variable;
  std::vector<std::string> services;
  std::string why;  ///< "is the one of .env.example", "is a placeholder"
  SourceSpan where;
};
[[nodiscard]] std::vector<WeakSecret> weak_secrets(const load::Loaded& loaded,
                                                   const std::vector<EnvLine>& example);

}  // namespace devstack::cli
