// One entry of `develop.watch`: what happens to a service when files change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/source.hpp"
#include "devstack/model/service.hpp"

namespace devstack::watch {

enum class Action { kRebuild, kSync, kRestart, kSyncRestart, kSyncExec };

[[nodiscard]] bool copies_files(Action action);

struct Rule {
  std::string service;
  Action action = Action::kSync;
  std::string path;                  ///< absolute: a file, or a folder with all that is below it
  std::string target;                ///< in the container; of actions that copy
  std::vector<std::string> include;  ///< empty: all
  std::vector<std::string> ignore;
  bool initial_sync = false;
  model::Hook hook;  ///< of kSyncExec
  SourceSpan span;
};

/// The part of a build context that says what does not belong to it.
struct Ignored {
  std::string folder;                 ///< absolute
  std::vector<std::string> patterns;  ///< lines of .dockerignore
};

}  // namespace devstack::watch
