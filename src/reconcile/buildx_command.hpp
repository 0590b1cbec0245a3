// The command line of `docker buildx build` for a service. No value of a build argument and no
// secret stands in it: other users of the host can read command lines. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

struct BuildxCommand {
  std::vector<std::string> arguments;  ///< from "build" on
  std::string input;                   ///< its stdin: a Dockerfile that is in no file
  model::StringMap environment;        ///< all of it
};

/// What a build is given besides the service.
struct BuildxInput {
  const model::Stack& stack;
  const model::Service& service;  ///< has a build
  const BuildOptions& options;
  /// Arguments of the build in the order in which they were given, those of the command line last.
  std::vector<std::pair<std::string, std::string>> args;
  std::vector<std::pair<std::string, std::string>> labels;
  model::StringMap environment;  ///< the user's
  std::string engine;            ///< as DOCKER_HOST has it
};

[[nodiscard]] BuildxCommand buildx_command(const BuildxInput& input);

/// Services whose images a build takes files from (additional_contexts: service:NAME).
[[nodiscard]] std::vector<std::string> built_upon(const model::Service& service);

}  // namespace devstack::reconcile
