// Docker's credential helpers: programs that know names and passwords of registries.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "devstack/base/event.hpp"
#include "devstack/engine/credentials.hpp"
#include "devstack/host/process_launcher.hpp"

namespace devstack::cli {

/// Runs them, found in PATH, with a deadline. What they are asked goes to their stdin and what they
/// know stays between them and us: neither is ever on a command line or shown. A helper that is
/// missing or fails is told of once.
class CredentialHelpers {
 public:
  CredentialHelpers(host::ProcessLauncher& launcher, UiSink sink)
      : launcher_(launcher), sink_(std::move(sink)) {}

  /// As engine::CredentialHelper.
  [[nodiscard]] Task<std::optional<std::string>> ask(std::string helper, std::string action,
                                                     std::string input);

 private:
  void warn(const std::string& program, const std::string& problem);

  host::ProcessLauncher& launcher_;
  UiSink sink_;
  std::set<std::string> warned_;
};

}  // namespace devstack::cli
