// What `devstack init` makes: `.env`, and folders that containers mount. Never overwrites.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

struct InitStep {
  enum class Result {
    kCreated,
    kKept,     ///< it was there
    kMissing,  ///< it must come from somebody else
  };
  Result result = Result::kKept;
  std::string path;  ///< relative to the stack's folder
  std::string text;  ///< "from .env.example", "for db"
};
[[nodiscard]] std::string_view word(InitStep::Result result);

/// `.env` as a copy of `.env.example` in the stack's folder, for the user's eyes only; no step
/// where there is neither. Throws HostError.
[[nodiscard]] std::optional<InitStep> make_env_file(const std::string& directory);

/// One step for each folder inside the stack's folder that a service, active or not, binds or that
/// a process writes its log to; a file that is bound and not there is missing. Throws HostError.
[[nodiscard]] std::vector<InitStep> make_folders(const model::Stack& stack);

/// "schema": "devstack.init/1".
[[nodiscard]] Value init_json(const model::Stack& stack, const std::vector<InitStep>& steps,
                              const std::string& engine);

}  // namespace devstack::cli
