// One build of a service's image, whichever builder does it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build_log.hpp"
#include "engine_step_runner_state.hpp"

namespace devstack::reconcile {

struct ImageBuild {
  RunnerState& state;
  const model::Service& service;  ///< has a build
  std::vector<std::pair<std::string, std::string>> args, labels;
  BuildLog log;

  /// Bytes of the builder's output: kept for the report, and shown by lines.
  void show(std::string_view bytes);
};

/// The context is an address, for the builder to fetch.
[[nodiscard]] bool is_remote(const model::Build& build);

/// Empty on success, else the builder's words.
[[nodiscard]] Task<std::string> build_classic(ImageBuild& work);      // ensure_image_classic.cpp
[[nodiscard]] Task<std::string> build_with_buildx(ImageBuild& work);  // ensure_image_buildx.cpp

}  // namespace devstack::reconcile
